using System.Collections.Generic;
using System.Linq;
using ModelGen.Onnx.Export;
using Operators = ModelGen.IR.Operators;

namespace ModelGen.Onnx.Mappings.Quantized;

/// <summary>The transposed convolution itself is that of <see cref="ConvTranspose2DMapping"/>, which ONNX Runtime computes in single precision.</summary>
internal sealed class QuantizedConvTranspose2DMapping : OperatorMapping<Operators.QuantizedConvTranspose2D>
{
    public override string Onnx => "`ConvTranspose` between `DequantizeLinear` and `QuantizeLinear`, and `Clip` of the bytes";

    public override AxisUse Use => AxisUse.Image;

    protected override void Export(NodeExport node, Operators.QuantizedConvTranspose2D op)
    {
        Shape weight = node.InputShape(1);
        string x = node.Dequantized(0, ValueLayout.ChannelsFirst, op.X);
        string dequantized = op.Groups == 1
            ? node.DequantizedWeight(node.Input(1), 1, weight[1])
            : node.Constant(1, "f32", w => Dequantize(w, node.ConstantValue(2), op.Groups));
        IEnumerable<string> bias = node.DequantizedBias(op.X);
        var real = new Operators.ConvTranspose2D(op.Stride, op.Dilation, op.Pads, op.OutputPadding, op.Groups);
        node.DefineQuantized(ValueLayout.ChannelsFirst, ConvTranspose2DMapping.Add(node, real, x, dequantized, bias.FirstOrDefault()), op.Y, op.Element, op.Min, op.Max);
    }

    /// <summary>Real weights, where channels of several groups lie on one axis and DequantizeLinear cannot tell them apart.</summary>
    private static Tensor Dequantize(Tensor weight, Tensor scales, int groups)
    {
        int outs = weight.Shape[1], taps = weight.Shape[2] * weight.Shape[3], perGroup = weight.Shape[0] / groups;
        return new Tensor(weight.Shape, [.. weight.SignedBytes.Select((w, i) => w * scales.Floats[(i / (taps * outs) / perGroup * outs) + (i / taps % outs)])]);
    }
}
