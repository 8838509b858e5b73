using ModelGen.Calibration;
using ModelGen.Compiler.Backends.Npu.Emission;
using ModelGen.Compiler.Backends.Npu.Layers;
using ModelGen.IR;
using ModelGen.IR.Operators;
using ModelGen.Npu;
using ModelGen.Numerics;

namespace ModelGen.Compiler.Backends.Npu.Lowering;

/// <summary>Average pooling.</summary>
internal sealed class AveragePoolLowering : INpuLowering
{
    /// <inheritdoc/>
    public string? ReasonAgainst(SupportContext context, Node node)
    {
        var op = (QuantizedAveragePool)node.Operator;
        return Limits.OfWindow(op.Stride, 1);
    }

    /// <inheritdoc/>
    public void Lower(LayerBuilder builder, Node node)
    {
        var op = (QuantizedAveragePool)node.Operator;
        TensorType type = builder.TypeOf(node.Inputs[0]);
        bool isOnnx = op.Rounding == RoundingRule.Onnx;
        ImageView input = builder.View(node.Inputs[0]);
        Pads pads = op.Pads;
        if (!isOnnx && op.CountPadding && !pads.IsNone)
        {
            // The sum is one of raw bytes, in which padding is the zero point: it has to be there.
            int padded = PadLowering.Surround(builder, node, input, pads, op.X.ZeroPoint, type.Element);
            input = builder.View(padded);
            pads = Pads.None;
        }

        builder.Add(new PoolLayer(node, builder.View(node.Id))
        {
            Input = input,
            Kernel = op.Kernel,
            Stride = op.Stride,
            Top = -pads.Top,
            Left = -pads.Left,
            IsAverage = true,
            Settings = new VectorSettings(
                op.Rounding,
                AUnsigned: type.Element == ElementType.UInt8,
                AZero: isOnnx ? op.X.ZeroPoint : 0,
                AScale: isOnnx ? NpuScale.Bits(op.X.Scale) : 0,
                OutZero: isOnnx ? op.Y.ZeroPoint : 0,
                OutScale: isOnnx ? NpuScale.Bits(op.Y.Scale) : 0,
                Low: AffineRange.Minimum(op.Element),
                High: AffineRange.Maximum(op.Element),
                CountPadding: op.CountPadding),
        });
    }
}
