using System;
using System.Globalization;
using System.Linq;
using System.Text;

namespace ModelGen.Npu;

/// <summary>Writes the text form of programs.</summary>
internal static class NpuDisassembler
{
    private const int BytesPerLine = 32;

    public static string Write(NpuProgram program)
    {
        var text = new StringBuilder();
        text.Append($".machine 0x{program.MachineHash:x16}\n");
        text.Append(FormattableString.Invariant($".cores {program.Cores}\n"));
        for (int i = 0; i < program.Semaphores.Count; i++)
        {
            text.Append(program.Semaphores[i].Length > 0 ? FormattableString.Invariant($".semaphore {i} {program.Semaphores[i]}\n") : "");
        }

        foreach (NpuRegion region in program.Regions)
        {
            string kind = region.Kind switch { NpuRegionKind.Input => "input", NpuRegionKind.Output => "output", _ => "scratch" };
            text.Append(FormattableString.Invariant($".region {kind} {AssemblyScanner.Quote(region.Name)} {region.Memory} {region.Address} {region.Bytes}\n"));
        }

        foreach (NpuConstant constant in program.Constants)
        {
            WriteConstant(text, constant);
        }

        foreach (NpuLayer layer in program.Layers)
        {
            text.Append(FormattableString.Invariant($".layer {AssemblyScanner.Quote(layer.Name)} {AssemblyScanner.Quote(layer.File)} {layer.Line} {layer.Column}\n"));
        }

        int depth = 0;
        foreach (NpuInstruction instruction in program.Code)
        {
            depth -= instruction.Operation is EndOperation && depth > 0 ? 1 : 0;
            text.Append(' ', 2 * (depth + 1)).Append(Write(instruction, program)).Append('\n');
            depth += instruction.Operation is LoopOperation ? 1 : 0;
        }

        return text.ToString();
    }

    /// <summary>One instruction. A malformed one is written as a comment with its words.</summary>
    public static string Write(NpuInstruction instruction, NpuProgram program)
    {
        if (instruction.Defects().FirstOrDefault() is not null || instruction.Operation is not { } operation || IsBadConfigure(instruction))
        {
            return $"; malformed: {instruction.Word0:x16} {instruction.Word1:x16} {instruction.Word2:x16} {instruction.Word3:x16}";
        }

        var text = new StringBuilder(operation.Mnemonic);
        if (operation.Engine is null)
        {
            text.Append(' ').Append(NpuIsa.NameOf(instruction.Engine));
        }

        if (operation is ConfigureOperation configure)
        {
            for (int i = 0; i < ConfigureOperation.Pairs; i++)
            {
                if (instruction[configure.Registers[i]] is > 0 and long index)
                {
                    NpuField register = NpuIsa.RegistersOf(instruction.Engine)[(int)index - 1].Field;
                    Operand(text, register, ConfigureOperation.Extend(register, instruction[configure.RegisterValues[i]]));
                }
            }
        }
        else
        {
            foreach (NpuField field in operation.Fields.Where(f => !f.IsOptional || instruction[f] != 0))
            {
                Operand(text, field, instruction[field]);
            }
        }

        Mask(text, "wait", instruction.Wait, program);
        Mask(text, "signal", instruction.Signal, program);
        return text.ToString();
    }

    private static bool IsBadConfigure(NpuInstruction instruction) =>
        instruction.Operation is ConfigureOperation configure && configure.Defect(instruction) is not null;

    private static void Operand(StringBuilder text, NpuField field, long value) =>
        text.Append(' ').Append(field.Name).Append('=')
            .Append(field.Values.Count > 0 ? field.Values[(int)value] : value.ToString(CultureInfo.InvariantCulture));

    private static void Mask(StringBuilder text, string name, ushort mask, NpuProgram program)
    {
        if (mask != 0)
        {
            text.Append(' ').Append(name).Append('=')
                .Append(string.Join(",", Enumerable.Range(0, NpuIsa.Semaphores).Where(i => (mask >> i & 1) != 0).Select(program.NameOfSemaphore)));
        }
    }

    private static void WriteConstant(StringBuilder text, NpuConstant constant)
    {
        text.Append(FormattableString.Invariant($".constant {constant.Memory} {constant.Address}\n"));
        for (int i = 0; i < constant.Bytes.Count; i += BytesPerLine)
        {
            text.Append(".bytes ");
            for (int j = i; j < Math.Min(i + BytesPerLine, constant.Bytes.Count); j++)
            {
                text.Append(constant.Bytes[j].ToString("x2", CultureInfo.InvariantCulture));
            }

            text.Append('\n');
        }
    }
}
