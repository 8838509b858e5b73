using System.Linq;
using ModelGen.Calibration;
using ModelGen.Compiler.Backends.Npu.Emission;
using ModelGen.Compiler.Backends.Npu.Layers;
using ModelGen.IR;
using ModelGen.IR.Operators;
using ModelGen.Npu;
using ModelGen.Numerics;

namespace ModelGen.Compiler.Backends.Npu.Lowering;

/// <summary>Functions of two values, behind the layer that makes one of them where that can be.</summary>
internal sealed class BinaryLowering : INpuLowering
{
    /// <inheritdoc/>
    public string? ReasonAgainst(SupportContext context, Node node)
    {
        var op = (QuantizedBinaryOperator)node.Operator;
        if (node.Inputs.Any(context.IsConstant))
        {
            return "has a constant operand";
        }

        if (op is QuantizedBinary { Function: var function })
        {
            return (function, op.Rounding) switch
            {
                (Div, _) => "divides, and VEC has no quotients",
                (Sub, RoundingRule.Onnx) => "rounds both operands to single precision before it subtracts, and VEC does not",
                (Max or Min, RoundingRule.Onnx) when !Keeps(op.Y, op.Element) => "has a quantization that does not give each byte back",
                _ => null,
            };
        }

        return op.Rounding == RoundingRule.Onnx && op is QuantizedAdd && !(NpuScale.IsScale((float)(op.A.Scale / op.Y.Scale)) && NpuScale.IsScale((float)(op.B.Scale / op.Y.Scale)))
            ? "has scales whose ratio is no positive single"
            : null;
    }

    /// <inheritdoc/>
    public void Lower(LayerBuilder builder, Node node)
    {
        var op = (QuantizedBinaryOperator)node.Operator;
        int a = node.Inputs[0], b = node.Inputs[1];
        VectorSettings settings = Settings(
            op, builder.TypeOf(a).Element == ElementType.UInt8, builder.TypeOf(b).Element == ElementType.UInt8);
        NpuVectorFunction function = FunctionOf(op);
        if (Broadcasts.Of(builder, b, node.Type.Shape) is { } second && builder.TypeOf(a).Shape == node.Type.Shape
            && builder.TryFollow(new BinaryStep(node, function, settings, second, IsSecond: false), a, b))
        {
            return;
        }

        if (Broadcasts.Of(builder, a, node.Type.Shape) is { } first && builder.TypeOf(b).Shape == node.Type.Shape
            && builder.TryFollow(new BinaryStep(node, function, settings, first, IsSecond: true), b, a))
        {
            return;
        }

        bool swaps = builder.TypeOf(a).Shape != node.Type.Shape && builder.TypeOf(b).Shape == node.Type.Shape;
        int chain = Broadcasts.Full(builder, node, swaps ? b : a, node.Type.Shape), other = swaps ? a : b;
        ImageView view = Broadcasts.Of(builder, other, node.Type.Shape)
            ?? ImageView.Of(Broadcasts.Full(builder, node, other, node.Type.Shape), node.Type.Shape);
        ImageView result = builder.View(node.Id);
        bool isFlat = view.Bytes == result.Bytes;
        var layer = new ElementLayer(node, Flat(result))
        {
            Input = Flat(ImageView.Of(chain, node.Type.Shape)),
            IsFlat = isFlat,
        };
        layer.Steps.Add(new BinaryStep(node, function, settings, Flat(view), IsSecond: swaps));
        builder.Add(layer);

        // Columns that are contiguous are channels of one column, of which the lanes take many at once.
        ImageView Flat(ImageView image) => isFlat ? image.Flat() : image;
    }

    private static NpuVectorFunction FunctionOf(QuantizedBinaryOperator op) => op switch
    {
        QuantizedAdd => NpuVectorFunction.Add,
        QuantizedBinary { Function: Sub } => NpuVectorFunction.Sub,
        QuantizedBinary { Function: Max } => NpuVectorFunction.Max,
        QuantizedBinary { Function: Min } => NpuVectorFunction.Min,
        _ => NpuVectorFunction.Mul,
    };

    /// <summary>Whether each byte is quantized to itself again, so that bytes compare as the numbers that they stand for.</summary>
    private static bool Keeps(Quantization quantization, ElementType element) =>
        Enumerable.Range(AffineRange.Minimum(element), 256).All(q => quantization.Quantize(quantization.Dequantize(q), element, RoundingRule.Onnx) == q);

    private static VectorSettings Settings(QuantizedBinaryOperator op, bool aUnsigned, bool bUnsigned)
    {
        var settings = new VectorSettings(
            op.Rounding, AUnsigned: aUnsigned, AZero: op.A.ZeroPoint, BUnsigned: bUnsigned, BZero: op.B.ZeroPoint, OutZero: op.Y.ZeroPoint, Low: op.Min, High: op.Max);
        return (op, op.Rounding) switch
        {
            (QuantizedAdd, RoundingRule.Onnx) => OnnxSum(settings, op),
            (QuantizedAdd or QuantizedBinary { Function: Sub }, _) => FixedSum(settings, op),
            (QuantizedBinary, _) => settings,
            (_, RoundingRule.Onnx) => settings with { OutScale = NpuScale.Multiplier(Product(op)) },
            _ => Fixed(settings, FixedPointMultiplier.From(Product(op))),
        };
    }

    private static float Product(QuantizedBinaryOperator op)
    {
        float product = (float)(op.A.Scale * op.B.Scale);
        return (float)(product / op.Y.Scale);
    }

    private static VectorSettings Fixed(VectorSettings settings, FixedPointMultiplier result) => settings with { OutScale = result.Mantissa, OutShift = result.Shift };

    /// <summary>As <see cref="QuantizedAdd"/> derives the terms of ONNX Runtime.</summary>
    private static VectorSettings OnnxSum(VectorSettings settings, QuantizedBinaryOperator op)
    {
        float left = (float)(op.A.Scale / op.Y.Scale), right = (float)(op.B.Scale / op.Y.Scale);
        float zeroes = SinglePrecision.FusedMultiplyAdd(left, op.A.ZeroPoint, (float)(right * op.B.ZeroPoint));
        return settings with { AScale = NpuScale.Bits(left), BScale = NpuScale.Bits(right), OutScale = NpuScale.Bits((float)(op.Y.ZeroPoint - zeroes)) };
    }

    /// <summary>As <see cref="QuantizedAdd"/> derives the terms of TensorFlow Lite; differences have the same.</summary>
    private static VectorSettings FixedSum(VectorSettings settings, QuantizedBinaryOperator op)
    {
        const int Headroom = 20;
        double twiceGreatest = 2 * (double)System.Math.Max(op.A.Scale, op.B.Scale);
        FixedPointMultiplier left = FixedPointMultiplier.From(op.A.Scale / twiceGreatest), right = FixedPointMultiplier.From(op.B.Scale / twiceGreatest);
        FixedPointMultiplier result = FixedPointMultiplier.From(twiceGreatest / ((1 << Headroom) * (double)op.Y.Scale));
        return Fixed(settings, result) with { AScale = left.Mantissa, AShift = left.Shift, BScale = right.Mantissa, BShift = right.Shift, LeftShift = Headroom };
    }
}
