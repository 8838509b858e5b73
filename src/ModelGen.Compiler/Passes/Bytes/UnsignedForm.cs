using System.Collections.Generic;
using System.Linq;
using ModelGen.IR;
using ModelGen.IR.Operators;
using ModelGen.Numerics;

namespace ModelGen.Compiler.Passes;

/// <summary>
/// Operators on signed bytes as operators on unsigned ones, x + 128, with the same results to the bit. Most rules see a byte only as its
/// difference from the zero point, and add that of the result behind the last rounding: they do not change. Where single precision or a
/// division rounds the numbers themselves, the operator says that its bytes stand for signed ones.
/// </summary>
internal static class UnsignedForm
{
    /// <summary>What an unsigned byte is above the signed one that it stands for.</summary>
    public const int Shift = 128;

    /// <summary>The operator on unsigned bytes; null where there is none.</summary>
    /// <param name="op">The operator.</param>
    /// <param name="inputs">The types of its operands.</param>
    public static Operator? Of(Operator op, IReadOnlyList<TensorType> inputs)
    {
        Quantization From(Quantization quantization, int input) => inputs[input].Element == ElementType.Int8 ? Shifted(quantization) : quantization;
        Quantization To(Quantization quantization, ElementType element) => element == ElementType.Int8 ? Shifted(quantization) : quantization;
        return op switch
        {
            Quantize o => o with { To = To(o.To, o.Element), Element = ElementType.UInt8 },
            Dequantize o => new Dequantize(From(o.From, 0)),
            Cast { Element: ElementType.Float32 } => new Dequantize(new Quantization(1, Shift)),
            Requantize o => o with { From = From(o.From, 0), To = To(o.To, o.Element), Element = ElementType.UInt8 },
            QuantizedUnary o => o with { X = From(o.X, 0), Y = To(o.Y, o.Element), Element = ElementType.UInt8 },
            QuantizedConv2D o => o with { X = From(o.X, 0), Y = To(o.Y, o.Element), Element = ElementType.UInt8, Min = Bound(o.Min, o.Element), Max = Bound(o.Max, o.Element) },
            QuantizedConvTranspose2D o => o with { X = From(o.X, 0), Y = To(o.Y, o.Element), Element = ElementType.UInt8, Min = Bound(o.Min, o.Element), Max = Bound(o.Max, o.Element) },
            QuantizedDense o => o with { X = From(o.X, 0), Y = To(o.Y, o.Element), Element = ElementType.UInt8, Min = Bound(o.Min, o.Element), Max = Bound(o.Max, o.Element) },
            QuantizedMatMul o => o with
            {
                A = From(o.A, 0),
                B = From(o.B, 1),
                Y = To(o.Y, o.Element),
                Element = ElementType.UInt8,
                Min = Bound(o.Min, o.Element),
                Max = Bound(o.Max, o.Element),
            },
            QuantizedBinary o => o with
            {
                A = From(o.A, 0),
                B = From(o.B, 1),
                Y = To(o.Y, o.Element),
                Element = ElementType.UInt8,
                Min = Bound(o.Min, o.Element),
                Max = Bound(o.Max, o.Element),
            },
            QuantizedBinaryOperator o when o.Rounding == RoundingRule.TfLite || (inputs.All(i => i.Element == ElementType.Int8) && o.Element == ElementType.Int8) => o with
            {
                A = From(o.A, 0),
                B = From(o.B, 1),
                Y = To(o.Y, o.Element),
                Element = ElementType.UInt8,
                Min = Bound(o.Min, o.Element),
                Max = Bound(o.Max, o.Element),
                IsShifted = o.Rounding == RoundingRule.Onnx,
            },
            QuantizedAveragePool o => o with { X = From(o.X, 0), Y = To(o.Y, o.Element), Element = ElementType.UInt8, IsShifted = o.Element == ElementType.Int8 },
            QuantizedGlobalAveragePool o => o with { X = From(o.X, 0), Y = To(o.Y, o.Element), Element = ElementType.UInt8 },
            Pad o => o with { Value = o.Value + Shift },
            MaxPool or ReduceMax or Reshape or Transpose or Slice or Concat or Gather or Resize { Mode: ResizeMode.Nearest } => op,
            _ => null,
        };
    }

    private static Quantization Shifted(Quantization quantization) => quantization with { ZeroPoint = quantization.ZeroPoint + Shift };

    private static int Bound(int bound, ElementType element) => element == ElementType.Int8 ? bound + Shift : bound;
}
