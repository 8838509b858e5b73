using ModelGen.Compiler.Backends.Npu.Emission;
using ModelGen.Compiler.Backends.Npu.Layers;
using ModelGen.IR;
using ModelGen.IR.Operators;

namespace ModelGen.Compiler.Backends.Npu.Lowering;

/// <summary>Global averages: a depthwise convolution with a kernel as large as the image, whose weights are one byte, 1.</summary>
internal sealed class MeanLowering : INpuLowering
{
    /// <inheritdoc/>
    public string? ReasonAgainst(SupportContext context, Node node) => null;

    /// <inheritdoc/>
    public void Lower(LayerBuilder builder, Node node)
    {
        var op = (QuantizedGlobalAveragePool)node.Operator;
        TensorType type = builder.TypeOf(node.Inputs[0]);
        Shape x = type.Shape;
        (long scale, int shift) = UniformScale.OfMean(op.Rounding, op.X.Scale, op.Y.Scale, x[1] * x[2]);
        builder.Add(new ProductLayer(node, builder.View(node.Id))
        {
            Input = builder.View(node.Inputs[0]),
            Geometry = new ProductGeometry(x[3], 1, 1, true, new Size2D(x[1], x[2]), 1, 1, 0, 0),
            Weights = new UnitWeights(),
            Types = new ProductTypes(op.X.ZeroPoint, type.Element == ElementType.UInt8, 0, false),
            Requantization = new VectorSettings(
                op.Rounding, OutZero: op.Y.ZeroPoint, Low: ModelGen.Calibration.AffineRange.Minimum(op.Element), High: ModelGen.Calibration.AffineRange.Maximum(op.Element)),
            Parameters = ProductConstants.Uniform(builder, x[3], scale, shift),
        });
    }
}
