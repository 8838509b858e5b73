using System;

namespace ModelGen;

/// <summary>One tensor of a weights file: what the header says, and where the bytes lie.</summary>
internal sealed class WeightTensor(SafetensorsEntry entry, WeightSource source)
{
    private const int BlockBytes = 1 << 16;

    public SafetensorsEntry Entry { get; } = entry;

    public WeightSource Source { get; } = source;

    /// <summary>The values in single precision.</summary>
    /// <exception cref="ModelWeightsException">The elements are no floating-point numbers, or an extent is 0.</exception>
    public Tensor Read()
    {
        Shape shape = Shape();
        var values = new float[shape.ElementCount];
        Convert((start, block) => block.CopyTo(values.AsSpan((int)start)));
        return new Tensor(shape, values);
    }

    /// <summary>Checks that every value is finite in single precision; tensors of other elements than floats pass.</summary>
    /// <exception cref="ModelWeightsException">A value is not; the message gives its index.</exception>
    public void CheckFinite()
    {
        if (SafetensorsElements.IsFloat(Entry.Element))
        {
            Convert(CheckFinite);
        }
    }

    private void CheckFinite(long start, ReadOnlySpan<float> block)
    {
        if (NonFinite.IndexIn(block) is >= 0 and int index)
        {
            throw Source.Malformed($"element {start + index} of tensor '{Entry.Name}', {Entry.Type}, is {Describe(block[index])} in single precision. Weights are finite; train or export them again, or load them with allowNonFinite: true.");
        }
    }

    private static string Describe(float value) => float.IsNaN(value) ? "not a number" : value > 0 ? "infinite" : "minus infinite";

    private Shape Shape()
    {
        if (!SafetensorsElements.IsFloat(Entry.Element))
        {
            throw Source.Malformed($"tensor '{Entry.Name}' is {Entry.Type}; a parameter is F32, or F16, BF16 or F64, which are converted.");
        }

        var extents = new int[Entry.Extents.Count];
        long count = 1;
        for (int i = 0; i < extents.Length; i++)
        {
            if (Entry.Extents[i] < 1 || Entry.Extents[i] > int.MaxValue || (count *= Entry.Extents[i]) > int.MaxValue)
            {
                throw Source.Malformed($"tensor '{Entry.Name}' is {Entry.Type}; a parameter has 1 to 2^31 - 1 elements.");
            }

            extents[i] = (int)Entry.Extents[i];
        }

        return new Shape(extents);
    }

    /// <summary>Hands the values on in blocks, with the index of the first of each.</summary>
    private void Convert(BlockAction action)
    {
        int size = SafetensorsElements.SizeInBytes(Entry.Element);
        var bytes = new byte[(int)Math.Min(BlockBytes, Entry.Length)];
        var floats = new float[bytes.Length / size];
        for (long offset = 0; offset < Entry.Length; offset += bytes.Length)
        {
            Span<byte> block = bytes.AsSpan(0, (int)Math.Min(bytes.Length, Entry.Length - offset));
            Source.Read(Entry.Offset + offset, block);
            Span<float> values = floats.AsSpan(0, block.Length / size);
            FloatConversion.Convert(Entry.Element, block, values);
            action(offset / size, values);
        }
    }

    private delegate void BlockAction(long start, ReadOnlySpan<float> block);
}
