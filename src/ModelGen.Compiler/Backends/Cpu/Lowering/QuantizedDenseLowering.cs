using System;
using ModelGen.Compiler.Backends.Cpu.Kernels;
using ModelGen.IR;
using ModelGen.IR.Operators;

namespace ModelGen.Compiler.Backends.Cpu.Lowering;

/// <summary>Dense layers of bytes: every row of the input is a pixel.</summary>
internal sealed class QuantizedDenseLowering : ILowering
{
    /// <inheritdoc/>
    public void Lower(LoweringContext context, Node node, Operator anchor)
    {
        var dense = (QuantizedDense)anchor;
        var layer = ByteLayer.Of(context, node, dense.X, dense.Y, new ByteResult(dense.Rounding, dense.Y.ZeroPoint, dense.Min, dense.Max));
        ValueView x = context.View(node.Inputs[0]), y = context.View(node.Id);
        int depth = x.Shape[-1], channels = y.Shape[-1], rank = y.Shape.Rank;
        int Extent(int axis) => rank > axis ? y.Shape[-1 - axis] : 1;
        int Stride(ValueView view, int axis) => rank > axis ? view.Strides[rank - 1 - axis] : 0;
        int outer = 1;
        for (int axis = 0; axis < rank - 3; axis++)
        {
            outer *= y.Shape[axis];
        }

        var geometry = new ByteProductGeometry(
            "Dense",
            FormattableString.Invariant($"{x.Type} -> {y.Type}"),
            new ConvolutionExtents(outer, 1, Extent(2), Extent(1), channels),
            new ConvolutionStrides(Stride(x, 3), 0, Stride(x, 2), Stride(x, 1)),
            new ConvolutionStrides(Stride(y, 3), 0, Stride(y, 2), Stride(y, 1)),
            new ByteWindow(1, 0, 1, 0, (depth + ByteWindow.QuadBytes - 1) / ByteWindow.QuadBytes));
        int ordered = context.Derive(new Reshape(new Shape(channels, 1, depth)), layer.Weight);
        ByteProductLowering.Lower(context, node, geometry, ordered, layer, x.Location);
    }
}
