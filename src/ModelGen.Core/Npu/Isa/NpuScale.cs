using System;

namespace ModelGen.Npu;

/// <summary>Scales as registers and parameters hold them.</summary>
public static class NpuScale
{
    /// <summary>The bits of a single. A multiplier that underflowed to 0 is the least single instead: both round every sum to 0.</summary>
    /// <param name="value">A multiplier, at least 0.</param>
    public static long Multiplier(float value) => Bits(value == 0 ? float.Epsilon : value);

    /// <summary>The bits of a single.</summary>
    /// <param name="value">Any single.</param>
    public static long Bits(float value) => unchecked((uint)BitConverter.ToInt32(BitConverter.GetBytes(value), 0));

    /// <summary>Whether a scale is one that the vector engine takes.</summary>
    /// <param name="value">Any single.</param>
    public static bool IsScale(float value) => value > 0 && !float.IsInfinity(value);
}
