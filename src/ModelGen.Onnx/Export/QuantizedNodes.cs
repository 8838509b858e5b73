using System.Collections.Generic;
using System.Globalization;
using ModelGen.Calibration;

namespace ModelGen.Onnx.Export;

/// <summary>
/// The nodes around the real form of a quantized operator, in the shape that ONNX Runtime fuses: zero points of weights are there and 0, the
/// scale of a bias is the product of the others in single precision, and clamps are on the bytes. Each reader of a value has a
/// DequantizeLinear of its own.
/// </summary>
internal static class QuantizedNodes
{
    /// <summary>An input as real values.</summary>
    public static string Dequantized(this NodeExport node, int index, ValueLayout layout, Quantization quantization) =>
        node.Dequantized(node.Input(index, layout), node.InputElement(index), quantization);

    /// <summary>Bytes as real values.</summary>
    public static string Dequantized(this NodeExport node, string bytes, ElementType element, Quantization quantization) =>
        node.Step("dequantize", "DequantizeLinear", [bytes, node.Number(quantization.Scale), node.Byte(element, quantization.ZeroPoint)]);

    /// <summary>An i8 weight as real values, with the scales that are input 2 of the node along an axis of <paramref name="channels"/>.</summary>
    public static string DequantizedWeight(this NodeExport node, string weight, int axis, int channels) => node.Step(
        "dequantize_weight", "DequantizeLinear", [weight, node.Input(2), node.Zeros(ElementType.Int8, channels)], Attributes.Int("axis", axis));

    /// <summary>The bias that is input 3 of the node as real values, if there is one.</summary>
    public static IEnumerable<string> DequantizedBias(this NodeExport node, Quantization x)
    {
        if (node.InputCount > 3)
        {
            string form = "times_" + x.Scale.ToString("R", CultureInfo.InvariantCulture);
            string scales = node.IsConstant(2)
                ? node.Constant(2, form, s => new Tensor(s.Shape, System.Array.ConvertAll(s.Floats, w => (float)(x.Scale * w))))
                : node.Step("bias_scale", "Mul", [node.Input(2), node.Number(x.Scale)]);
            yield return node.Step(
                "dequantize_bias", "DequantizeLinear", [node.Input(3), scales, node.Zeros(ElementType.Int32, node.InputShape(3)[0])], Attributes.Int("axis", 0));
        }
    }

    /// <summary>Real values as bytes, clamped.</summary>
    public static string Quantized(this NodeExport node, string real, Quantization quantization, ElementType element, int min, int max)
    {
        string bytes = node.Step("quantize", "QuantizeLinear", Operands(node, real, quantization, element));
        return IsWholeRange(element, min, max) ? bytes : node.Step("clip", "Clip", [bytes, node.Byte(element, min), node.Byte(element, max)]);
    }

    /// <summary>The result is real values as bytes.</summary>
    public static void DefineQuantized(this NodeExport node, ValueLayout layout, string real, Quantization quantization, ElementType element) =>
        node.Define(layout, "QuantizeLinear", Operands(node, real, quantization, element));

    /// <summary>The result is real values as bytes, clamped.</summary>
    public static void DefineQuantized(this NodeExport node, ValueLayout layout, string real, Quantization quantization, ElementType element, int min, int max)
    {
        if (IsWholeRange(element, min, max))
        {
            node.DefineQuantized(layout, real, quantization, element);
        }
        else
        {
            string bytes = node.Step("quantize", "QuantizeLinear", Operands(node, real, quantization, element));
            node.Define(layout, "Clip", [bytes, node.Byte(element, min), node.Byte(element, max)]);
        }
    }

    private static string[] Operands(NodeExport node, string real, Quantization quantization, ElementType element) =>
        [real, node.Number(quantization.Scale), node.Byte(element, quantization.ZeroPoint)];

    private static bool IsWholeRange(ElementType element, int min, int max) => min == AffineRange.Minimum(element) && max == AffineRange.Maximum(element);
}
