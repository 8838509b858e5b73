using System;
using System.Collections.Generic;
using System.Linq;

namespace ModelGen.Generator.Emit.Cpu;

/// <summary>
/// The one-dimensional transforms of minimal filtering with 3 taps, each value a vector in a local variable: Bᵀ on the inputs and Aᵀ on
/// the products, for 2 outputs (points 0, ±1) and 4 (points 0, ±1, ±2).
/// </summary>
internal static class WinogradSyntax
{
    /// <summary>The factors that the transforms use.</summary>
    public static void DeclareInputFactors(SourceWriter writer, int outputs)
    {
        if (outputs == 4)
        {
            writer.Line("V four = S.Broadcast(4f), minusFour = S.Broadcast(-4f), minusFive = S.Broadcast(-5f);");
        }
    }

    /// <summary>The factors that the transforms use.</summary>
    public static void DeclareOutputFactors(SourceWriter writer, int outputs)
    {
        if (outputs == 4)
        {
            writer.Line("V two = S.Broadcast(2f), four = S.Broadcast(4f), eight = S.Broadcast(8f);");
        }
    }

    /// <summary>Bᵀ·s, assigned to <paramref name="d"/>.</summary>
    public static void Input(SourceWriter writer, int outputs, IReadOnlyList<string> s, IReadOnlyList<string> d)
    {
        if (outputs == 2)
        {
            Lines(
                writer,
                $"{d[0]} = S.Subtract({s[0]}, {s[2]});",
                $"{d[1]} = S.Add({s[1]}, {s[2]});",
                $"{d[2]} = S.Subtract({s[2]}, {s[1]});",
                $"{d[3]} = S.Subtract({s[1]}, {s[3]});");
            return;
        }

        Lines(
            writer,
            $"V p = S.MultiplyAdd(minusFour, {s[2]}, {s[4]}), q = S.MultiplyAdd(minusFour, {s[1]}, {s[3]});",
            $"V u = S.Subtract({s[4]}, {s[2]}), v = S.Subtract({s[3]}, {s[1]});",
            "v = S.Add(v, v);",
            $"{d[0]} = S.MultiplyAdd(four, {s[0]}, S.MultiplyAdd(minusFive, {s[2]}, {s[4]}));",
            $"{d[1]} = S.Add(p, q);",
            $"{d[2]} = S.Subtract(p, q);",
            $"{d[3]} = S.Add(u, v);",
            $"{d[4]} = S.Subtract(u, v);",
            $"{d[5]} = S.MultiplyAdd(four, {s[1]}, S.MultiplyAdd(minusFive, {s[3]}, {s[5]}));");
    }

    /// <summary>Aᵀ·s, assigned to <paramref name="d"/>.</summary>
    public static void Output(SourceWriter writer, int outputs, IReadOnlyList<string> s, IReadOnlyList<string> d)
    {
        if (outputs == 2)
        {
            Lines(
                writer,
                $"{d[0]} = S.Add(S.Add({s[0]}, {s[1]}), {s[2]});",
                $"{d[1]} = S.Subtract(S.Subtract({s[1]}, {s[2]}), {s[3]});");
            return;
        }

        Lines(
            writer,
            $"V p = S.Add({s[1]}, {s[2]}), q = S.Subtract({s[1]}, {s[2]});",
            $"V u = S.Add({s[3]}, {s[4]}), v = S.Subtract({s[3]}, {s[4]});",
            $"{d[0]} = S.Add(S.Add({s[0]}, p), u);",
            $"{d[1]} = S.MultiplyAdd(two, v, q);",
            $"{d[2]} = S.MultiplyAdd(four, u, p);",
            $"{d[3]} = S.Add(S.MultiplyAdd(eight, v, q), {s[5]});");
    }

    /// <summary>The names <c>prefix0</c>, <c>prefix1</c>, ….</summary>
    public static string[] Names(int count, Func<int, string> name) => [.. Enumerable.Range(0, count).Select(name)];

    private static void Lines(SourceWriter writer, params string[] lines)
    {
        foreach (string line in lines)
        {
            writer.Line(line);
        }
    }
}
