using System.Collections.Generic;
using System.Linq;

namespace ModelGen.Generator.Emit.Cpu;

/// <summary>Constant tables beside a kernel: members whose data lies in the assembly.</summary>
internal static class TableSyntax
{
    private const int NumbersPerLine = 16;

    /// <summary>Writes a table after an empty line.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="type">The C# type of an entry.</param>
    /// <param name="name">The name of the member.</param>
    /// <param name="values">The entries.</param>
    public static void Emit(SourceWriter writer, string type, string name, IEnumerable<int> values)
    {
        string[] numbers = [.. values.Select(v => KernelSyntax.Number(v))];
        writer.Line();
        writer.Line($"private static ReadOnlySpan<{type}> {name} =>");
        writer.Line("[");
        writer.Indent();
        for (int i = 0; i < numbers.Length; i += NumbersPerLine)
        {
            writer.Line(string.Join(", ", numbers.Skip(i).Take(NumbersPerLine)) + ",");
        }

        writer.Unindent();
        writer.Line("];");
    }
}
