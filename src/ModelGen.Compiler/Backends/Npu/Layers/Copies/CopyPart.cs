using System.Collections.Generic;
using System.Linq;

namespace ModelGen.Compiler.Backends.Npu.Layers;

/// <summary>Elements that are copied from a value to another, along some axes.</summary>
/// <param name="Source">The value; −1 for the fill of the layer.</param>
/// <param name="From">The first byte there.</param>
/// <param name="To">The first byte in the result.</param>
/// <param name="Axes">Extents with the strides on both sides, in bytes, outermost first.</param>
internal sealed record CopyPart(int Source, long From, long To, IReadOnlyList<CopyAxis> Axes)
{
    /// <summary>The same with its source or the result within a larger value; null if it does not lie there at equal distances.</summary>
    /// <param name="embedding">Where the value lies.</param>
    /// <param name="result">The result.</param>
    public CopyPart? Move(Embedding embedding, ImageView result)
    {
        CopyPart part = this;
        if (Source == embedding.Value)
        {
            if (embedding.Map(From, [.. Axes.Select(a => (a.Extent, a.From))]) is not { } strides)
            {
                return null;
            }

            part = part with { Source = embedding.Into, From = embedding.Map(From), Axes = [.. part.Axes.Select((a, i) => a with { From = strides[i] })] };
        }

        if (result.Value == embedding.Value)
        {
            long to = result.Offset + To;
            if (embedding.Map(to, [.. Axes.Select(a => (a.Extent, a.To))]) is not { } strides)
            {
                return null;
            }

            part = part with { To = embedding.Map(to), Axes = [.. part.Axes.Select((a, i) => a with { To = strides[i] })] };
        }

        return part;
    }

    /// <summary>Axes that have one element, or are contiguous with the next, are merged; the last one is contiguous on both sides.</summary>
    public IReadOnlyList<CopyAxis> Merged()
    {
        var merged = new List<CopyAxis>();
        foreach (CopyAxis axis in Axes)
        {
            if (axis.Extent == 1)
            {
                continue;
            }

            int last = merged.Count - 1;
            if (last >= 0 && merged[last].From == axis.From * axis.Extent && merged[last].To == axis.To * axis.Extent)
            {
                merged[last] = axis with { Extent = merged[last].Extent * axis.Extent };
            }
            else
            {
                merged.Add(axis);
            }
        }

        if (merged.Count == 0 || merged[merged.Count - 1] is not { From: 1, To: 1 })
        {
            merged.Add(new CopyAxis(1, 1, 1));
        }

        return merged;
    }
}

/// <summary>An axis of a copy.</summary>
/// <param name="Extent">Elements, at least 1.</param>
/// <param name="From">Bytes from one to the next in the source.</param>
/// <param name="To">Bytes from one to the next in the result.</param>
internal readonly record struct CopyAxis(long Extent, long From, long To);
