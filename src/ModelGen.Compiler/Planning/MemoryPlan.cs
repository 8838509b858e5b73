using System;
using System.Globalization;
using System.Text;

namespace ModelGen.Compiler.Planning;

/// <summary>
/// Where every value of a graph lies in one arena of single-precision elements. The inputs are copied into the arena before the first
/// step and the results out of it after the last one, both according to their layouts.
/// </summary>
/// <param name="ArenaLength">The elements of the arena, a multiple of <see cref="Alignment"/>.</param>
/// <param name="LowerBound">The most elements alive at one time: no assignment of offsets can need fewer.</param>
/// <param name="Buffers">The ranges of the arena, by first use.</param>
/// <param name="Values">One entry for each node with a place, ordered by node id.</param>
/// <param name="Scratch">Working memory of kernels, ordered by node id.</param>
public sealed record MemoryPlan(
    int ArenaLength,
    int LowerBound,
    EquatableArray<BufferPlacement> Buffers,
    EquatableArray<ValuePlacement> Values,
    EquatableArray<ScratchPlacement> Scratch)
{
    /// <summary>Every buffer starts at a multiple of this many single-precision elements, a cache line.</summary>
    public const int Alignment = 16;

    /// <summary>Where the result of a node lies; null for constants, which lie outside of the arena.</summary>
    public ValuePlacement? Find(int node)
    {
        int low = 0, high = Values.Count - 1;
        while (low <= high)
        {
            int middle = (low + high) / 2;
            int found = Values[middle].Node;
            if (found == node)
            {
                return Values[middle];
            }

            (low, high) = found < node ? (middle + 1, high) : (low, middle - 1);
        }

        return null;
    }

    /// <summary>The distance in single-precision elements from the start of the arena to the buffer that holds the result of a node.</summary>
    /// <exception cref="ArgumentException">The node has no place in the arena.</exception>
    public int Offset(int node) => Find(node) is { } value
        ? Buffers[value.Buffer].Offset
        : throw new ArgumentException($"Node %{node} has no place in the arena.", nameof(node));

    /// <summary>The offset of a node's working memory, in elements.</summary>
    /// <exception cref="ArgumentException">The node has none.</exception>
    public int ScratchOffset(int node)
    {
        foreach (ScratchPlacement scratch in Scratch)
        {
            if (scratch.Node == node)
            {
                return Buffers[scratch.Buffer].Offset;
            }
        }

        throw new ArgumentException($"Node %{node} has no working memory.", nameof(node));
    }

    /// <summary>The plan as text, for people and snapshots.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        Line(text, $"arena {ArenaLength} (lower bound {LowerBound})");
        for (int i = 0; i < Buffers.Count; i++)
        {
            BufferPlacement buffer = Buffers[i];
            Line(text, $"buffer {i}: {buffer.Offset} + {buffer.Length}, steps {buffer.First} to {buffer.Last}");
        }

        foreach (ValuePlacement value in Values)
        {
            string sharing = value.Sharing switch
            {
                BufferSharing.View => $", a view of %{value.Of}",
                BufferSharing.InPlace => $", in place of %{value.Of}",
                _ => "",
            };
            Line(text, $"%{value.Node}: buffer {value.Buffer}, {value.Layout}{sharing}");
        }

        foreach (ScratchPlacement scratch in Scratch)
        {
            Line(text, $"%{scratch.Node}: buffer {scratch.Buffer}, scratch");
        }

        return text.ToString();
    }

    private static void Line(StringBuilder text, FormattableString line) => text.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');
}
