using System;
using System.Collections.Generic;
using System.Linq;

namespace ModelGen.Compiler.Backends.Cpu.Kernels;

/// <summary>
/// Nested loops over the elements that several operands share, outermost first, with as few loops as their strides allow. The last
/// loop is a row.
/// </summary>
/// <param name="Extents">How often each loop turns; at least one loop.</param>
/// <param name="Strides">For each operand, how far it moves at each turn of each loop, in elements.</param>
public sealed record LoopNest(EquatableArray<int> Extents, EquatableArray<EquatableArray<int>> Strides)
{
    /// <summary>The elements of a unit where one long row is cut into units; a multiple of every vector width.</summary>
    public const int ChunkLength = 4096;

    /// <summary>The number of rows.</summary>
    public int Rows => Extents.Take(Extents.Count - 1).Aggregate(1, (product, extent) => product * extent);

    /// <summary>The elements of a row.</summary>
    public int RowLength => Extents[Extents.Count - 1];

    /// <summary>Whether the units are chunks of one row; else they are rows.</summary>
    public bool IsChunked => Rows == 1 && RowLength > ChunkLength;

    /// <summary>The units of work.</summary>
    public int Units => IsChunked ? (RowLength + ChunkLength - 1) / ChunkLength : Rows;

    /// <summary>All turns.</summary>
    public long ElementCount => (long)Rows * RowLength;

    /// <summary>How far an operand moves within a row.</summary>
    public int RowStride(int operand) => Strides[operand][Extents.Count - 1];

    /// <summary>A nest over the given loops, in which neighbours that every operand walks evenly are one, and loops of one turn are gone.</summary>
    /// <param name="extents">How often each loop turns, outermost first.</param>
    /// <param name="strides">For each operand, its stride along each loop.</param>
    public static LoopNest Of(IReadOnlyList<int> extents, params int[][] strides)
    {
        var merged = new List<int>();
        List<int>[] moves = [.. strides.Select(_ => new List<int>())];
        for (int axis = 0; axis < extents.Count; axis++)
        {
            int extent = extents[axis];
            if (extent == 1)
            {
                continue;
            }

            int last = merged.Count - 1;
            if (last >= 0 && Enumerable.Range(0, strides.Length).All(o => moves[o][last] == strides[o][axis] * extent))
            {
                merged[last] *= extent;
                for (int o = 0; o < strides.Length; o++)
                {
                    moves[o][last] = strides[o][axis];
                }
            }
            else
            {
                merged.Add(extent);
                for (int o = 0; o < strides.Length; o++)
                {
                    moves[o].Add(strides[o][axis]);
                }
            }
        }

        var nest = new LoopNest(merged.ToArray(), moves.Select(m => (EquatableArray<int>)m.ToArray()).ToArray());
        return merged.Count == 0 ? nest.WithSingleElementRows() : nest;
    }

    /// <summary>The same elements in rows of one, which every operand walks with stride 1.</summary>
    public LoopNest WithSingleElementRows() => new(
        Extents.Append(1).ToArray(),
        Strides.Select(s => (EquatableArray<int>)s.Append(1).ToArray()).ToArray());

    /// <summary>This nest if every operand walks along a row with stride 0 or 1, as vectors need it; else with rows of one element.</summary>
    public LoopNest WithVectorRows() =>
        Enumerable.Range(0, Strides.Count).All(o => RowStride(o) is 0 or 1) ? this : WithSingleElementRows();

    /// <summary>As in <c>56 x 3584</c>.</summary>
    public override string ToString() => string.Join(" x ", Extents.Select(e => FormattableString.Invariant($"{e}")));
}
