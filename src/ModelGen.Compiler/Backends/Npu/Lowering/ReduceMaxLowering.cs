using System.Linq;
using ModelGen.Calibration;
using ModelGen.Compiler.Backends.Npu.Emission;
using ModelGen.Compiler.Backends.Npu.Layers;
using ModelGen.IR;
using ModelGen.IR.Operators;
using ModelGen.Numerics;

namespace ModelGen.Compiler.Backends.Npu.Lowering;

/// <summary>Maxima over neighbouring axes: a pooling whose window is all of them.</summary>
internal sealed class ReduceMaxLowering : INpuLowering
{
    /// <inheritdoc/>
    public string? ReasonAgainst(SupportContext context, Node node)
    {
        var op = (ReduceMax)node.Operator;
        int[] axes = [.. op.Axes.OrderBy(a => a)];
        (_, int reduced, _) = Split(context.TypeOf(node.Inputs[0]).Shape, op);
        return axes[axes.Length - 1] - axes[0] != axes.Length - 1 ? "reduces axes that are not neighbours, which no window covers"
            : reduced > Limits.MostOfImage ? $"reduces {reduced} elements, and a window counts to {Limits.MostOfImage}"
            : null;
    }

    /// <inheritdoc/>
    public void Lower(LayerBuilder builder, Node node)
    {
        (int outer, int reduced, int inner) = Split(builder.TypeOf(node.Inputs[0]).Shape, (ReduceMax)node.Operator);
        ElementType element = node.Type.Element;
        builder.Add(new PoolLayer(node, ImageView.Dense(node.Id, 1, outer, 1, inner))
        {
            Input = ImageView.Dense(builder.Root(node.Inputs[0]), 1, outer, reduced, inner),
            Kernel = new Size2D(1, reduced),
            Stride = 1,
            Top = 0,
            Left = 0,
            IsAverage = false,
            Settings = new VectorSettings(
                RoundingRule.Onnx, AUnsigned: element == ElementType.UInt8, Low: AffineRange.Minimum(element), High: AffineRange.Maximum(element)),
            IsWhole = false,
        });
    }

    private static (int Outer, int Reduced, int Inner) Split(Shape shape, ReduceMax op)
    {
        int first = op.Axes.Min(), last = op.Axes.Max();
        return (
            shape.Take(first).Aggregate(1, (product, extent) => product * extent),
            shape.Skip(first).Take(last - first + 1).Aggregate(1, (product, extent) => product * extent),
            shape.Skip(last + 1).Aggregate(1, (product, extent) => product * extent));
    }
}
