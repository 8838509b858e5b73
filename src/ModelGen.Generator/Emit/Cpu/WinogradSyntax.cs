using System;
using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Backends.Cpu;

namespace ModelGen.Generator.Emit.Cpu;

/// <summary>
/// The transforms of minimal filtering, each value a vector in a local variable: Bᵀ on the inputs and Aᵀ on the products, for tiles of
/// α = 4 (points 0, ±1) and 6 (points 0, ±1, ±2).
/// </summary>
internal static class WinogradSyntax
{
    /// <summary>The factors that the transforms use.</summary>
    public static void DeclareInputFactors(SourceWriter writer, int alpha)
    {
        if (alpha == 6)
        {
            writer.Line("V four = S.Broadcast(4f), minusFour = S.Broadcast(-4f), minusFive = S.Broadcast(-5f);");
        }
    }

    /// <summary>The factors that the transforms use.</summary>
    public static void DeclareOutputFactors(SourceWriter writer, int outputs, int alpha)
    {
        if (outputs == 2 && alpha == 6)
        {
            writer.Line("V two = S.Broadcast(2f);");
        }
        else if (outputs == 4)
        {
            writer.Line("V two = S.Broadcast(2f), four = S.Broadcast(4f), eight = S.Broadcast(8f);");
        }
    }

    /// <summary>Bᵀ·s, assigned to <paramref name="d"/>.</summary>
    public static void Input(SourceWriter writer, IReadOnlyList<string> s, IReadOnlyList<string> d)
    {
        if (s.Count == 4)
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
    public static void Output(SourceWriter writer, IReadOnlyList<string> s, IReadOnlyList<string> d)
    {
        if (s.Count == 4)
        {
            Lines(
                writer,
                $"{d[0]} = S.Add(S.Add({s[0]}, {s[1]}), {s[2]});",
                $"{d[1]} = S.Subtract(S.Subtract({s[1]}, {s[2]}), {s[3]});");
            return;
        }

        if (d.Count == 2)
        {
            Lines(
                writer,
                $"{d[0]} = S.Add(S.Add({s[0]}, S.Add({s[1]}, {s[2]})), S.Add({s[3]}, {s[4]}));",
                $"{d[1]} = S.Add(S.MultiplyAdd(two, S.Subtract({s[3]}, {s[4]}), S.Subtract({s[1]}, {s[2]})), {s[5]});");
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

    /// <summary>
    /// Begins a kernel that works on vectors of channels, narrower than those of <c>S</c> where the channels do not fill them. Then the
    /// kernel only hands the work on, so that what it would do with wider vectors is never compiled.
    /// </summary>
    /// <param name="writer">Where to.</param>
    /// <param name="name">The name of the kernel.</param>
    /// <param name="operands">Its operands.</param>
    /// <param name="channels">The channels, a multiple of the narrowest vector.</param>
    public static void OpenKernel(SourceWriter writer, string name, IReadOnlyList<string> operands, int channels)
    {
        KernelSyntax.OpenKernel(writer, name, operands);
        int lanes = VectorTier.All.Last(tier => channels % tier.Lanes == 0).Lanes;
        if (lanes == VectorTier.Widest.Lanes)
        {
            return;
        }

        string arguments = $"({string.Join(", ", operands.Select(o => "ref " + o))}, begin, end);", tiles = name + "Tiles";
        writer.Open($"if (S.Count > {lanes})");
        writer.Line($"{tiles}<Simd{32 * lanes}, Vector{32 * lanes}<float>>{arguments}");
        writer.Line("return;");
        writer.Close();
        writer.Line();
        writer.Line($"{tiles}<S, V>{arguments}");
        KernelSyntax.Close(writer);
        writer.Line();
        KernelSyntax.Open(writer, "private", tiles, operands, "int begin", "int end");
    }

    /// <summary>Writes a transform of a tile along its columns, then along its rows.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="from">The extent of the tile.</param>
    /// <param name="to">The extent of its transform.</param>
    /// <param name="transform">Writes the transform of the values of a column or row.</param>
    /// <param name="load">The expression of an element of the tile, by row and column.</param>
    /// <param name="guard">The condition under which a row is wanted; empty when it always is.</param>
    /// <param name="store">Writes what becomes of an element, by row, column and variable.</param>
    public static void Transform(
        SourceWriter writer,
        int from,
        int to,
        Action<SourceWriter, IReadOnlyList<string>, IReadOnlyList<string>> transform,
        Func<int, int, string> load,
        Func<int, string> guard,
        Action<int, int, string> store)
    {
        for (int row = 0; row < to; row++)
        {
            writer.Line($"V {string.Join(", ", Names(from, column => T(row, column)))};");
        }

        for (int column = 0; column < from; column++)
        {
            writer.Open();
            string[] source = Names(from, row => "s" + row);
            for (int row = 0; row < from; row++)
            {
                writer.Line($"V {source[row]} = {load(row, column)};");
            }

            transform(writer, source, Names(to, row => T(row, column)));
            writer.Close();
        }

        for (int row = 0; row < to; row++)
        {
            writer.Open(guard(row));
            string[] results = Names(to, column => "d" + column);
            writer.Line($"V {string.Join(", ", results)};");
            transform(writer, Names(from, column => T(row, column)), results);
            for (int column = 0; column < to; column++)
            {
                store(row, column, results[column]);
            }

            writer.Close();
        }
    }

    private static string T(int row, int column) => $"t{row}_{column}";

    private static string[] Names(int count, Func<int, string> name) => [.. Enumerable.Range(0, count).Select(name)];

    private static void Lines(SourceWriter writer, params string[] lines)
    {
        foreach (string line in lines)
        {
            writer.Line(line);
        }
    }
}
