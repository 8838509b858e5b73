using System;
using ModelGen.Calibration;
using ModelGen.IR;
using ModelGen.IR.Operators;

namespace ModelGen.Compiler.Quantizing;

/// <summary>The bounds at which a quantized result saturates: those of its type, or closer ones of a clamp.</summary>
/// <param name="Min">The least quantized value.</param>
/// <param name="Max">The greatest quantized value.</param>
internal readonly record struct QuantizedClamp(int Min, int Max)
{
    /// <summary>The bounds for the value of a node. Rounding is monotonic: to clamp first and round then gives the same.</summary>
    public static QuantizedClamp Of(Operator op, Quantization quantization, ElementType element)
    {
        (float low, float high) = op switch
        {
            Relu => (0, float.PositiveInfinity),
            Relu6 => (0, 6),
            Clip clip => (clip.Min, clip.Max),
            _ => (float.NegativeInfinity, float.PositiveInfinity),
        };
        int least = AffineRange.Minimum(element), greatest = AffineRange.Maximum(element);
        int Bound(float value) => (int)Math.Max(least, Math.Min(greatest, Math.Round((double)(float)(value / quantization.Scale)) + quantization.ZeroPoint));
        return new QuantizedClamp(Bound(low), Bound(high));
    }
}
