using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace ModelGen.Npu;

/// <summary>The generated part of docs/npu-isa.md.</summary>
internal static class IsaDocumentation
{
    public static string Write()
    {
        var text = new StringBuilder();
        text.Append($"Version {NpuIsa.Version}. Words of {NpuIsa.WordBytes} bytes, little endian. {NpuIsa.Semaphores} semaphores of 0 to {NpuIsa.SemaphoreMost}; ");
        text.Append($"queues of {NpuIsa.QueueDepth} instructions; {NpuIsa.LoopLevels} levels of loops; {NpuIsa.Tables} lookup tables of {NpuIsa.TableBytes} bytes; ");
        text.Append($"{NpuIsa.ParameterBytes} bytes of parameters a channel.\n\n");
        text.Append("## Instructions\n\n| opcode | mnemonic | engine | meaning |\n|---|---|---|---|\n");
        foreach (NpuOperation operation in NpuIsa.Operations)
        {
            text.Append($"| 0x{operation.Opcode:x2} | `{operation.Mnemonic}` | {(operation.Engine is { } engine ? NpuIsa.NameOf(engine) : "any but front")} | {operation.Meaning} |\n");
        }

        foreach (NpuOperation operation in NpuIsa.Operations.Where(o => o.Fields.Count > 0))
        {
            text.Append($"\n### {operation.Mnemonic}\n\n{operation.Meaning}\n\n| operand | bits | range | meaning |\n|---|---|---|---|\n");
            foreach (NpuField field in operation.Fields)
            {
                text.Append($"| `{field.Name}` | {field.Offset}–{field.Offset + field.Width - 1} | {field.Range} | {field.Meaning} |\n");
            }
        }

        text.Append("\n## Registers\n");
        Write(text, "ld and st", NpuIsa.LoadRegisters.All);
        Write(text, "mx", NpuIsa.MatrixRegisters.All);
        Write(text, "vx", NpuIsa.VectorRegisters.All);
        return text.ToString();
    }

    private static void Write(StringBuilder text, string engines, IReadOnlyList<NpuRegister> registers)
    {
        text.Append($"\n### Of {engines}\n\n| number | register | range | at the start | meaning |\n|---|---|---|---|---|\n");
        foreach (NpuRegister register in registers)
        {
            string initial = register.Field.Values.Count > 0 ? register.Field.Values[(int)register.Initial] : MemberText.Number(register.Initial);
            text.Append($"| {register.Index} | `{register.Field.Name}` | {register.Field.Range} | {initial} | {register.Field.Meaning} |\n");
        }
    }
}
