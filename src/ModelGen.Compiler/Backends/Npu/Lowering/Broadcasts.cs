using System.Linq;
using ModelGen.Compiler.Backends.Npu.Layers;
using ModelGen.IR;

namespace ModelGen.Compiler.Backends.Npu.Lowering;

/// <summary>Operands with fewer elements than the result.</summary>
internal static class Broadcasts
{
    /// <summary>An operand as VEC can read it beside a tile of the result: of the same extents, or with one row, one column, one image for all; null if it is otherwise.</summary>
    public static ImageView? Of(LayerBuilder builder, int operand, Shape result)
    {
        Shape shape = builder.TypeOf(operand).Shape;
        if (shape == result)
        {
            return builder.View(operand);
        }

        if (result.Rank > 0 && shape.Rank > 0 && shape.ElementCount == shape[-1] && shape[-1] == result[-1])
        {
            return ImageView.Dense(builder.Root(operand), 1, 1, 1, shape[-1]);
        }

        return result.Rank == 4 && shape.Rank == 4 && shape[3] == result[3] ? builder.View(operand) : null;
    }

    /// <summary>An operand with all elements of the result: itself, or a copy that repeats it.</summary>
    public static int Full(LayerBuilder builder, Node node, int operand, Shape result)
    {
        TensorType type = builder.TypeOf(operand);
        if (type.Shape == result)
        {
            return builder.Root(operand);
        }

        int full = builder.Temporary(new TensorType(type.Element, result));
        int[] own = type.Shape.Strides(), strides = result.Strides();
        CopyAxis[] axes = [.. Enumerable.Range(0, result.Rank).Select(axis =>
        {
            int source = axis - result.Rank + type.Shape.Rank;
            return new CopyAxis(result[axis], source < 0 || type.Shape[source] == 1 ? 0 : own[source], strides[axis]);
        })];
        builder.Add(new CopyLayer(node, ImageView.Of(full, result))
        {
            Parts = [new CopyPart(builder.Root(operand), 0, 0, axes)],
        });
        return full;
    }
}
