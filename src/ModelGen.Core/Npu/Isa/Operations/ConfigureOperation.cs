using System.Collections.Generic;
using System.Linq;

namespace ModelGen.Npu;

/// <summary>Sets up to four registers of an engine.</summary>
public sealed class ConfigureOperation : NpuOperation
{
    internal const int Pairs = 4;

    internal ConfigureOperation()
        : this([.. Enumerable.Range(0, Pairs).SelectMany(i => new NpuField[]
        {
            new($"register{i}", 8, "the number of a register; 0 for none"), new($"value{i}", 40, "its value, sign extended"),
        })])
    {
    }

    private ConfigureOperation(NpuField[] fields)
        : base(0x01, "CFG", null, "Sets up to four registers of an engine.", fields)
    {
        Registers = [.. fields.Where((_, i) => i % 2 == 0)];
        RegisterValues = [.. fields.Where((_, i) => i % 2 == 1)];
    }

    /// <summary>The fields with the numbers of the registers.</summary>
    public IReadOnlyList<NpuField> Registers { get; }

    /// <summary>The fields with their values: the bits of a signed one are extended to 40.</summary>
    public IReadOnlyList<NpuField> RegisterValues { get; }

    /// <summary>The value of a register from the 40 bits of an instruction.</summary>
    internal static long Extend(NpuField register, long bits) => register.IsSigned ? (bits << 24) >> 24 : bits;

    internal override string? Defect(NpuInstruction instruction, NpuRegisters registers, NpuMachine machine) => Defect(instruction);

    /// <summary>What is wrong with the registers or their values; null if nothing is.</summary>
    internal string? Defect(NpuInstruction instruction)
    {
        IReadOnlyList<NpuRegister> known = NpuIsa.RegistersOf(instruction.Engine);
        for (int i = 0; i < Pairs; i++)
        {
            long index = instruction[Registers[i]], bits = instruction[RegisterValues[i]];
            if (index > known.Count)
            {
                return $"'register{i}' of CFG is {index}, but the registers of this engine are 1 to {known.Count}.";
            }

            if (index > 0 && Registers.Take(i).Any(r => instruction[r] == index || instruction[r] == 0))
            {
                return $"'register{i}' of CFG is {index}, which is set twice or stands behind an unused one.";
            }

            if (index == 0 && bits != 0)
            {
                return $"'value{i}' of CFG is {bits}, but 'register{i}' is 0.";
            }

            if (index > 0 && known[(int)index - 1].Field is var field && !field.Allows(Extend(field, bits)))
            {
                return $"CFG sets '{field.Name}' to {Extend(field, bits)}, but it is {field.Range}.";
            }
        }

        return Registers.All(r => instruction[r] == 0) ? "CFG sets no register." : null;
    }
}
