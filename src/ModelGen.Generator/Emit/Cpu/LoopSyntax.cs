using System;
using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Backends.Cpu;
using ModelGen.Compiler.Backends.Cpu.Kernels;
using static ModelGen.Generator.Emit.Cpu.KernelSyntax;

namespace ModelGen.Generator.Emit.Cpu;

/// <summary>The loops of kernels that walk over a <see cref="LoopNest"/>.</summary>
internal static class LoopSyntax
{
    /// <summary>Loads the vector of an operand at an index: in full, or the given number of lanes.</summary>
    public static string Load(string reference, string index, string? lanes) =>
        lanes is null ? $"S.Load({At(reference, index)})" : $"S.Load({At(reference, index)}, {lanes})";

    /// <summary>Stores a vector at an index: in full, or the given number of lanes.</summary>
    public static string Store(string value, string reference, string index, string? lanes) =>
        lanes is null ? $"S.Store({value}, {At(reference, index)});" : $"S.Store({value}, {At(reference, index)}, {lanes});";

    /// <summary>A vector with the lanes beyond the given number replaced; itself when it has them all.</summary>
    public static string FirstLanes(string value, string rest, string? lanes) =>
        lanes is null ? value : $"VectorMath.FirstLanes<S, V>({value}, {rest}, {lanes})";

    /// <summary>
    /// Opens the loop over the units of a nest whose units are rows, and declares for each operand <c>ref {operand}Row</c>, its
    /// first element in the row. The caller closes it.
    /// </summary>
    /// <param name="writer">Where to.</param>
    /// <param name="loops">The nest.</param>
    /// <param name="operands">The operands of the nest.</param>
    public static void OpenRows(SourceWriter writer, LoopNest loops, params string[] operands)
    {
        int[] extents = [.. loops.Extents.Take(loops.Extents.Count - 1)];
        writer.Open("for (int unit = begin; unit < end; unit++)");
        string[] indices = Split(writer, "unit", extents);
        DeclareRows(writer, loops, indices, operands);
    }

    /// <summary>Like <see cref="OpenRows"/>, but a unit is one turn of all loops.</summary>
    public static void OpenTurns(SourceWriter writer, LoopNest loops, params string[] operands)
    {
        writer.Open("for (int unit = begin; unit < end; unit++)");
        string[] indices = Split(writer, "unit", [.. loops.Extents]);
        DeclareRows(writer, loops, indices, operands);
    }

    /// <summary>
    /// Writes the loops over the units of a nest, be they rows or chunks of one: <paramref name="body"/> is written for whole vectors and
    /// again for the rest. Operands that do not move within a row are loaded before it.
    /// </summary>
    /// <param name="writer">Where to.</param>
    /// <param name="loops">The nest.</param>
    /// <param name="operands">The operands of the nest.</param>
    /// <param name="rowStart">Writes what precedes the loop over a row; gets the references to its first elements.</param>
    /// <param name="body">Writes the loop's body from these references, the index in the row, and the number of lanes (null for all).</param>
    public static void Walk(SourceWriter writer, LoopNest loops, string[] operands, Action<string[]> rowStart, Action<string[], string, string?> body)
    {
        if (loops.IsChunked)
        {
            string[] all = [.. operands.Select(NameOf)];
            rowStart(all);
            writer.Line($"nint last = Math.Min((nint)end * {LoopNest.ChunkLength}, {loops.RowLength});");
            writer.Line($"nint i = (nint)begin * {LoopNest.ChunkLength};");
            writer.Open("for (; i <= last - S.Count; i += S.Count)");
            body(all, "i", null);
            writer.Close();
            if (loops.RowLength % VectorTier.Widest.Lanes != 0)
            {
                writer.Open("if (i < last)");
                body(all, "i", "(int)(last - i)");
                writer.Close();
            }

            return;
        }

        bool single = loops.Rows == 1;
        string[] rows = [.. operands.Select(o => single ? NameOf(o) : NameOf(o) + "Row")];
        if (!single)
        {
            OpenRows(writer, loops, operands);
        }

        rowStart(rows);
        Vectors(writer, loops.RowLength, (index, lanes) => body(rows, index, lanes));
        if (!single)
        {
            writer.Close();
        }
    }

    /// <summary>
    /// Writes the loops over the units of a nest, be they rows or chunks of one, for a body that treats many neighbours at once.
    /// </summary>
    /// <param name="writer">Where to.</param>
    /// <param name="loops">The nest.</param>
    /// <param name="operands">The operands of the nest.</param>
    /// <param name="most">The most neighbours that the body may get; rows and chunks of more are cut.</param>
    /// <param name="body">Writes the body from the references to the first elements and the number of neighbours.</param>
    public static void Stretches(SourceWriter writer, LoopNest loops, string[] operands, int most, Action<string[], string> body)
    {
        string[] rows;
        string count = Number(loops.RowLength);
        if (loops.IsChunked)
        {
            writer.Line($"nint first = (nint)begin * {LoopNest.ChunkLength};");
            writer.Line($"int count = (int)(Math.Min((nint)end * {LoopNest.ChunkLength}, {loops.RowLength}) - first);");
            rows = [.. operands.Select((o, i) => At(NameOf(o), Offset("first", loops.RowStride(i))))];
            count = "count";
        }
        else if (loops.Rows == 1)
        {
            rows = [.. operands.Select(o => "ref " + NameOf(o))];
        }
        else
        {
            OpenRows(writer, loops, operands);
            rows = [.. operands.Select(o => $"ref {NameOf(o)}Row")];
        }

        if ((loops.IsChunked ? LoopNest.ChunkLength : loops.RowLength) > most)
        {
            Cut(writer, loops, operands, rows, count, most, body);
        }
        else
        {
            body(rows, count);
        }

        if (!loops.IsChunked && loops.Rows > 1)
        {
            writer.Close();
        }
    }

    private static void Cut(SourceWriter writer, LoopNest loops, string[] operands, string[] rows, string count, int most, Action<string[], string> body)
    {
        writer.Open($"for (int part = 0; part < {count}; part += {most})");
        writer.Line($"int length = Math.Min({most}, {count} - part);");
        for (int i = 0; i < operands.Length; i++)
        {
            writer.Line($"ref {TypeOf(operands[i])} {NameOf(operands[i])}Part = ref Unsafe.Add({rows[i]}, {Offset("part", loops.RowStride(i))});");
        }

        body([.. operands.Select(o => $"ref {NameOf(o)}Part")], "length");
        writer.Close();
    }

    /// <summary>
    /// Writes a loop over the vectors of <paramref name="length"/> elements: <paramref name="body"/> for whole vectors, and again for the
    /// rest where some width leaves one; it gets the index and the number of lanes (null for all).
    /// </summary>
    public static void Vectors(SourceWriter writer, int length, Action<string, string?> body)
    {
        if (length < 4)
        {
            writer.Open();
            body("0", Number(length));
            writer.Close();
            return;
        }

        // Without the condition the compiler of the kernel would compile the loop before it finds that it never turns.
        bool mayBeShort = length < VectorTier.Widest.Lanes;
        if (mayBeShort)
        {
            writer.Open($"if (S.Count <= {length})");
        }

        writer.Open($"for (nint i = 0; i <= {length} - S.Count; i += S.Count)");
        body("i", null);
        writer.Close();
        if (mayBeShort)
        {
            writer.Close();
        }

        if (length % VectorTier.Widest.Lanes != 0)
        {
            writer.Open($"if ({length} % S.Count != 0)");
            writer.Line($"nint i = {length} - ({length} % S.Count);");
            body("i", $"{length} % S.Count");
            writer.Close();
        }
    }

    /// <summary>Splits <paramref name="variable"/> into an index for each extent; returns their expressions.</summary>
    public static string[] Split(SourceWriter writer, string variable, int[] extents)
    {
        (string Name, int Extent)[] named = [.. extents.Select((extent, axis) => (variable + (char)('A' + axis), extent))];
        IReadOnlyDictionary<string, string> indices = IndexSyntax.Split(writer, variable, named);
        return [.. named.Select(n => indices[n.Name])];
    }

    private static void DeclareRows(SourceWriter writer, LoopNest loops, string[] indices, string[] operands)
    {
        for (int o = 0; o < operands.Length; o++)
        {
            string[] offsets = [.. indices.Select((index, axis) => Offset(index, loops.Strides[o][axis]))];
            writer.Line($"ref {TypeOf(operands[o])} {NameOf(operands[o])}Row = {At(NameOf(operands[o]), offsets)};");
        }
    }
}
