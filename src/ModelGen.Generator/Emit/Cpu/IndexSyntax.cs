using System.Collections.Generic;
using System.Linq;

namespace ModelGen.Generator.Emit.Cpu;

/// <summary>Splits a unit's number into indices, as a mixed-radix number.</summary>
internal static class IndexSyntax
{
    /// <summary>
    /// Declares an <c>int</c> for each index with an extent above 1 and returns the expression of each; that of an extent of 1 is <c>0</c>.
    /// </summary>
    /// <param name="writer">Where to.</param>
    /// <param name="unit">The variable to split.</param>
    /// <param name="indices">Names and extents, outermost first.</param>
    public static IReadOnlyDictionary<string, string> Split(SourceWriter writer, string unit, params (string Name, int Extent)[] indices)
    {
        var names = indices.ToDictionary(i => i.Name, i => i.Extent == 1 ? "0" : i.Name);
        (string Name, int Extent)[] counted = [.. indices.Where(i => i.Extent > 1)];
        string rest = unit;
        for (int i = counted.Length - 1; i > 0; i--)
        {
            string quotient = i == 1 ? counted[0].Name : counted[i].Name + "Rest";
            writer.Line($"int {quotient} = (int)((uint){rest} / {counted[i].Extent}u);");
            writer.Line($"int {counted[i].Name} = {rest} - ({quotient} * {counted[i].Extent});");
            rest = quotient;
        }

        if (counted.Length == 1 && counted[0].Name != unit)
        {
            writer.Line($"int {counted[0].Name} = {unit};");
        }

        return names;
    }
}
