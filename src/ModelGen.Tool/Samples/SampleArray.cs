using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace ModelGen.Tool.Samples;

/// <summary>An array of a file that holds samples of one input.</summary>
/// <param name="Source">What messages call it.</param>
/// <param name="Extents">Its extents, outermost first.</param>
/// <param name="Values">As many values as that: <see cref="float"/>, <see cref="int"/>, <see cref="byte"/> or <see cref="sbyte"/>.</param>
internal sealed record SampleArray(string Source, IReadOnlyList<long> Extents, Array Values)
{
    private string Type => $"{ElementTypes.Abbreviation(Element)}[{string.Join(", ", Extents.Select(e => e.ToString(CultureInfo.InvariantCulture)))}]";

    // An sbyte[] passes for a byte[] in a pattern, but not in a comparison of types.
    private ElementType Element => Values switch
    {
        float[] => ElementType.Float32,
        int[] => ElementType.Int32,
        _ => Values.GetType() == typeof(sbyte[]) ? ElementType.Int8 : ElementType.UInt8,
    };

    /// <summary>One tensor for each run of the model.</summary>
    /// <param name="input">The input, batch axis first.</param>
    /// <exception cref="ToolException">The array does not fit the input.</exception>
    public IReadOnlyList<Tensor> Split(ValueInfo input)
    {
        Shape shape = input.Type.Shape;
        long[] sample = [.. shape.Skip(1).Select(e => (long)e)];
        bool single = Extents.SequenceEqual(sample);
        if (Element != input.Type.Element || !(single || (Extents.Count == shape.Rank && Extents.Skip(1).SequenceEqual(sample))))
        {
            throw new ToolException(
                $"{Source} is {Type}, but samples of the input '{input.Name}' are {ElementTypes.Abbreviation(input.Type.Element)}[N{string.Concat(sample.Select(e => ", " + e.ToString(CultureInfo.InvariantCulture)))}] for N of them.");
        }

        long count = single ? 1 : Extents[0];
        if (count == 0 || count % shape[0] != 0)
        {
            throw new ToolException($"{Source} has {count} samples, but the model takes them in batches of {shape[0]}: give a multiple.");
        }

        return [.. Enumerable.Range(0, (int)(count / shape[0])).Select(run => Slice(input, run))];
    }

    private Tensor Slice(ValueInfo input, int run)
    {
        int size = input.Type.Shape.ElementCount;
        return Element switch
        {
            ElementType.Float32 => new Tensor(input.Type.Shape, Part<float>(run, size)),
            ElementType.Int32 => new Tensor(input.Type.Shape, Part<int>(run, size)),
            ElementType.Int8 => new Tensor(input.Type.Shape, Part<sbyte>(run, size)),
            _ => new Tensor(input.Type.Shape, Part<byte>(run, size)),
        };
    }

    private T[] Part<T>(int run, int size) => ((T[])Values).AsSpan(run * size, size).ToArray();
}
