using System.ComponentModel;
using System.Runtime.CompilerServices;
using ModelGen.Numerics;

namespace ModelGen.CompilerServices;

/// <summary>
/// The windows of a depthwise convolution of bytes, its constants for a strip of channels, and how its sums become bytes; see
/// <see cref="IInt8Tile.Depthwise"/>. It keeps addresses: what the setters are given must not move.
/// </summary>
/// <remarks>
/// A strip is four vectors of 32-bit lanes. Weights are packed <c>[row][tap of a row][quad][channels of the strip][4]</c>: a quad is four taps
/// below each other, of windows that begin at the first of the rows that are computed together; those outside the row's own window are
/// zero. The channels of a strip lie in the order that <see cref="ByteInterleave"/> gives them, and so do bias and multipliers, but not
/// mantissas, shifts and the bias beside these.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public unsafe struct Int8DepthwiseArguments
{
    /// <summary>The most neighbouring pixels that are computed at a time.</summary>
    public const int MostPixels = 16;

    /// <summary>The most rows that are computed together.</summary>
    public const int MostRows = 2;

    private nint weights;
    private nint bias;
    private nint factors;
    private nint shifts;

    /// <summary>The bytes of a vector for which the constants are packed: 16, 32 or 64.</summary>
    public int VectorBytes { readonly get; set; }

    /// <summary>The taps of a column of the window.</summary>
    public int Height { readonly get; set; }

    /// <summary>The taps of a row of the window.</summary>
    public int Width { readonly get; set; }

    /// <summary>From tap to tap along a column, in bytes; two rows of the result that are computed together are as far from each other.</summary>
    public nint TapRowStride { readonly get; set; }

    /// <summary>From tap to tap along a row, in pixels.</summary>
    public int TapStep { readonly get; set; }

    /// <summary>From window to window along a row, in pixels.</summary>
    public int ColumnStep { readonly get; set; }

    /// <summary>From pixel to pixel of x, in bytes.</summary>
    public nint PixelStride { readonly get; set; }

    /// <summary>From row to row of the result, in bytes.</summary>
    public nint OutputRow { readonly get; set; }

    /// <summary>From pixel to pixel of the result, in bytes.</summary>
    public nint OutputColumn { readonly get; set; }

    /// <summary>The rule by which sums become bytes.</summary>
    public RoundingRule Rounding { readonly get; set; }

    /// <summary>The zero point of the result as an unsigned byte.</summary>
    public int ZeroPoint { readonly get; set; }

    /// <summary>The least result, at least 0.</summary>
    public int Min { readonly get; set; }

    /// <summary>The greatest result, at most 255.</summary>
    public int Max { readonly get; set; }

    /// <summary>The groups of four taps of a column.</summary>
    internal readonly int Quads => (Height + 3) / 4;

    /// <summary>The weights of the strip.</summary>
    internal readonly byte* Weights => (byte*)weights;

    /// <summary>The bias of each channel, terms of zero points included.</summary>
    internal readonly int* Bias => (int*)bias;

    /// <summary>Under <see cref="RoundingRule.Onnx"/>, the multiplier of each channel.</summary>
    internal readonly float* Multipliers => (float*)factors;

    /// <summary>Under <see cref="RoundingRule.TfLite"/>, the mantissa of each channel's multiplier.</summary>
    internal readonly int* Mantissas => (int*)factors;

    /// <summary>Under <see cref="RoundingRule.TfLite"/>, the shift of each channel's multiplier.</summary>
    internal readonly int* Shifts => (int*)shifts;

    /// <summary>The weights of a strip.</summary>
    public void SetWeights(ref readonly byte first) => weights = Address(in first);

    /// <summary>The bias and the multipliers of a strip, or the mantissas of these with their shifts.</summary>
    public void SetConstants(ref readonly float bias, ref readonly float factors, ref readonly float shifts)
    {
        this.bias = Address(in bias);
        this.factors = Address(in factors);
        this.shifts = Address(in shifts);
    }

    private static nint Address<T>(ref readonly T place) => (nint)Unsafe.AsPointer(ref Unsafe.AsRef(in place));
}
