using System;

namespace ModelGen.Compiler.Backends.Npu.Lowering;

/// <summary>What fields of instructions can say of a window.</summary>
internal static class Limits
{
    /// <summary>The greatest kernel, stride and dilation of CONV, and stride of POOL.</summary>
    public const int MostOfWindow = 255;

    /// <summary>The greatest extent of an image.</summary>
    public const int MostOfImage = 65535;

    /// <summary>Why an instruction cannot have these; null if it can.</summary>
    /// <param name="stride">The distance of windows.</param>
    /// <param name="dilation">The distance of what a window covers.</param>
    public static string? OfWindow(Size2D stride, Size2D dilation) =>
        Beyond("stride", Math.Max(stride.Height, stride.Width)) ?? Beyond("dilation", Math.Max(dilation.Height, dilation.Width));

    private static string? Beyond(string what, int value) =>
        value > MostOfWindow ? FormattableString.Invariant($"has a {what} of {value}, and the register counts to {MostOfWindow}") : null;
}
