using System;
using ModelGen.Numerics;

namespace ModelGen.Npu;

/// <summary>The scales that registers and parameters hold.</summary>
internal static class ScaleRules
{
    /// <summary>What is wrong with a scale; null if nothing is.</summary>
    public static string? Defect(string name, RoundingRule rule, long scale, long shift)
    {
        if (rule == RoundingRule.Onnx)
        {
            float value = Single(scale);
            return value > 0 && !float.IsInfinity(value) ? null : FormattableString.Invariant($"'{name}' is the single {value}, but a scale is positive and finite.");
        }

        return scale is >= 0 and < 1L << 31 && shift is >= -31 and <= 31
            ? null
            : FormattableString.Invariant($"'{name}' is the mantissa {scale} with the shift {shift}, but a mantissa is 0 to 2^31 - 1, and a shift -31 to 31.");
    }

    /// <summary>The single with these bits.</summary>
    public static float Single(long bits) => BitConverter.ToSingle(BitConverter.GetBytes(unchecked((int)bits)), 0);

    /// <summary>The bits of a single, as registers and parameters hold it.</summary>
    public static long Bits(float value) => unchecked((uint)BitConverter.ToInt32(BitConverter.GetBytes(value), 0));
}
