using System;
using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Backends.Npu.Layers;
using ModelGen.IR;
using ModelGen.IR.Operators;

namespace ModelGen.Compiler.Backends.Npu.Lowering;

/// <summary>
/// Lets layers write operands of concatenations where these would copy them to, and all that read these operands read them there. An operand that comes from outside, that is needed outside, that is joined twice,
/// or of which some layer takes parts that do not lie at equal distances there, is copied.
/// </summary>
internal static class ConcatInPlace
{
    /// <summary>Changes the layers.</summary>
    /// <param name="layers">The layers.</param>
    /// <param name="bytes">Bytes of a value that is neither an input nor a result of the program, nor constant; else 0.</param>
    /// <returns>Whether there was anything to change.</returns>
    public static bool Apply(List<ProgramLayer> layers, Func<int, long> bytes)
    {
        bool changes = false;
        foreach (Node node in layers.Where(l => l is CopyLayer && l.Node.Operator is Concat).Select(l => l.Node).ToArray())
        {
            // What it joins, and what it makes, may have become a part of another result.
            int index = layers.FindIndex(l => l.Node == node);
            var copy = (CopyLayer)layers[index];
            CopyPart[] rest = [.. copy.Parts.Where(p => !TryMove(layers, copy, p, bytes(p.Source)))];
            if (rest.Length < copy.Parts.Count)
            {
                changes = true;
                layers.RemoveAt(index);
                if (rest.Length > 0)
                {
                    layers.Insert(index, new CopyLayer(node, copy.Result) { Parts = rest });
                }
            }
        }

        return changes;
    }

    private static bool TryMove(List<ProgramLayer> layers, CopyLayer copy, CopyPart part, long bytes) =>
        part.From == 0 && part.Axes.Aggregate(1L, (product, axis) => product * axis.Extent) == bytes && copy.Parts.Count(p => p.Source == part.Source) == 1
        && Embed(part, copy.Result) is { } embedding && Move(layers, copy, embedding);

    /// <summary>Where a part lies in the result: what of its axes is contiguous on both sides is a block. Null if blocks do not follow each other in the source.</summary>
    private static Embedding? Embed(CopyPart part, ImageView result)
    {
        IReadOnlyList<CopyAxis> axes = part.Merged();
        CopyAxis run = axes[axes.Count - 1];
        long first = result.Offset + part.To;
        return axes.Count == 1 ? new Embedding(part.Source, result.Value, first, run.Extent, run.Extent)
            : axes.Count == 2 && axes[0].From == run.Extent ? new Embedding(part.Source, result.Value, first, run.Extent, axes[0].To)
            : null;
    }

    /// <summary>Moves a value in all layers but the one that copies it; if one of them cannot, in none.</summary>
    private static bool Move(List<ProgramLayer> layers, CopyLayer copy, Embedding embedding)
    {
        var moved = new Dictionary<int, ProgramLayer>();
        for (int i = 0; i < layers.Count; i++)
        {
            if ((layers[i].Result.Value == embedding.Value || layers[i].Reads.Contains(embedding.Value)) && layers[i].Node != copy.Node)
            {
                if (layers[i].Move(embedding) is not { } layer)
                {
                    return false;
                }

                moved.Add(i, layer);
            }
        }

        foreach (KeyValuePair<int, ProgramLayer> layer in moved)
        {
            layers[layer.Key] = layer.Value;
        }

        return true;
    }
}
