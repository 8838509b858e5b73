namespace ModelGen.IR;

/// <summary>Addresses of the elements of strided views.</summary>
internal static class Strided
{
    /// <summary>
    /// For each element of a dense tensor of <paramref name="shape"/>, in order, the offset <c>start + Σ index[axis] · strides[axis]</c>.
    /// </summary>
    public static int[] Offsets(Shape shape, int[] strides, int start = 0)
    {
        var offsets = new int[shape.ElementCount];
        var index = new int[shape.Rank];
        int offset = start;
        for (int i = 0; i < offsets.Length; i++)
        {
            offsets[i] = offset;
            for (int axis = shape.Rank - 1; axis >= 0; axis--)
            {
                offset += strides[axis];
                if (++index[axis] < shape[axis])
                {
                    break;
                }

                offset -= shape[axis] * strides[axis];
                index[axis] = 0;
            }
        }

        return offsets;
    }

    /// <summary>A tensor of the elements at the offsets of a view.</summary>
    public static Tensor Gather(Tensor source, int[] offsets, TensorType type) => Tensor.Over(type, source.Type.Element switch
    {
        ElementType.UInt8 => Gather(source.Bytes, offsets),
        ElementType.Int8 => Gather(source.SignedBytes, offsets),
        _ => Gather(source.Floats, offsets),
    });

    private static T[] Gather<T>(T[] source, int[] offsets)
    {
        var result = new T[offsets.Length];
        for (int i = 0; i < result.Length; i++)
        {
            result[i] = source[offsets[i]];
        }

        return result;
    }

    /// <summary>The number of elements before, along, and after an axis: a tensor seen as (outer, axis, inner).</summary>
    public static (int Outer, int Extent, int Inner) Split(Shape shape, int axis)
    {
        int outer = 1, inner = 1;
        for (int i = 0; i < shape.Rank; i++)
        {
            if (i < axis)
            {
                outer *= shape[i];
            }
            else if (i > axis)
            {
                inner *= shape[i];
            }
        }

        return (outer, shape[axis], inner);
    }
}
