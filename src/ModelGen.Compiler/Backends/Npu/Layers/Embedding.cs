using System.Collections.Generic;

namespace ModelGen.Compiler.Backends.Npu.Layers;

/// <summary>How the bytes of a value lie within a larger one: blocks of contiguous bytes, equally far apart.</summary>
/// <param name="Value">The value.</param>
/// <param name="Into">The larger one.</param>
/// <param name="First">The first byte there.</param>
/// <param name="Block">Bytes of a block.</param>
/// <param name="Distance">Bytes from a block to the next one there.</param>
internal sealed record Embedding(int Value, int Into, long First, long Block, long Distance)
{
    /// <summary>The same elements in the larger value; null if they do not lie there at equal distances. A view of another value stays as it is.</summary>
    public ImageView? Map(ImageView view)
    {
        if (view.Value != Value)
        {
            return view;
        }

        long[]? strides = Map(view.Offset, [(view.Images, view.ImageStride), (view.Height, view.RowStride), (view.Width, view.ColumnStride), (view.Channels, 1)]);
        return strides is null || strides[3] != 1 ? null : view with
        {
            Value = Into,
            Offset = Map(view.Offset),
            ImageStride = strides[0],
            RowStride = strides[1],
            ColumnStride = strides[2],
        };
    }

    /// <summary>The place of a byte.</summary>
    public long Map(long offset) => First + (offset / Block * Distance) + (offset % Block);

    /// <summary>The strides of axes; null if some elements of an axis are in a block together and others are not.</summary>
    /// <param name="offset">The first byte.</param>
    /// <param name="axes">The extent and stride of each axis.</param>
    public long[]? Map(long offset, IReadOnlyList<(long Extent, long Stride)> axes)
    {
        long[] strides = new long[axes.Count];
        long last = offset % Block;
        for (int i = 0; i < strides.Length; i++)
        {
            (long extent, long stride) = axes[i];
            if (extent == 1)
            {
                strides[i] = stride;
            }
            else if (stride % Block == 0)
            {
                strides[i] = stride / Block * Distance;
            }
            else
            {
                strides[i] = stride;
                last += (extent - 1) * stride;
            }
        }

        return last < Block ? strides : null;
    }
}
