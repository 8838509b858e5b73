using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Backends.Npu.Layers;
using ModelGen.IR;
using ModelGen.IR.Operators;

namespace ModelGen.Compiler.Backends.Npu.Lowering;

/// <summary>Padding: a copy, and fill around it.</summary>
internal sealed class PadLowering : INpuLowering
{
    /// <inheritdoc/>
    public string? ReasonAgainst(SupportContext context, Node node) => null;

    /// <inheritdoc/>
    public void Lower(LayerBuilder builder, Node node)
    {
        var op = (Pad)node.Operator;
        Add(builder, node, builder.Root(node.Inputs[0]), builder.TypeOf(node.Inputs[0]).Shape, [.. op.Before], node.Id, node.Type.Shape, (int)op.Value);
    }

    /// <summary>A new value: images with rows and columns of one byte around them.</summary>
    public static int Surround(LayerBuilder builder, Node node, ImageView image, Pads pads, int value, ElementType element)
    {
        var from = new Shape(image.Images, image.Height, image.Width, image.Channels);
        var to = new Shape(image.Images, image.Height + pads.Top + pads.Bottom, image.Width + pads.Left + pads.Right, image.Channels);
        int result = builder.Temporary(new TensorType(element, to));
        Add(builder, node, image.Value, from, [0, pads.Top, pads.Left, 0], result, to, value);
        return result;
    }

    private static void Add(LayerBuilder builder, Node node, int source, Shape from, int[] before, int result, Shape to, int value)
    {
        int[] fromStrides = from.Strides(), toStrides = to.Strides();
        long first = toStrides.Select((stride, axis) => (long)stride * before[axis]).Sum();
        var parts = new List<CopyPart> { new(source, 0, first, [.. toStrides.Select((stride, axis) => new CopyAxis(from[axis], fromStrides[axis], stride))]) };
        for (int axis = 0; axis < to.Rank; axis++)
        {
            int end = before[axis] + from[axis];
            Fill(axis, 0, before[axis]);
            Fill(axis, end, to[axis] - end);
        }

        builder.Add(new CopyLayer(node, ImageView.Of(result, to)) { Parts = parts, Fill = unchecked((byte)value) });

        // What is before or behind on an axis: of the axes outside of it only what the source covers, of those inside all.
        void Fill(int padded, int begin, int count)
        {
            if (count > 0)
            {
                long start = toStrides.Select((stride, axis) => (long)stride * (axis < padded ? before[axis] : axis == padded ? begin : 0)).Sum();
                parts.Add(new CopyPart(-1, 0, start, [.. toStrides.Select((stride, axis) => new CopyAxis(axis < padded ? from[axis] : axis == padded ? count : to[axis], stride, stride))]));
            }
        }
    }
}
