using System;

namespace ModelGen;

/// <summary>
/// How a window operator pads its input: <see cref="Same"/> (TensorFlow's rule), <see cref="Valid"/> (none), or explicit amounts,
/// converted from an <see cref="int"/> (all sides), a (height, width) tuple, or a (top, left, bottom, right) tuple.
/// </summary>
public readonly record struct Padding
{
    private readonly bool same;
    private readonly Pads pads;

    private Padding(bool same, Pads pads)
    {
        this.same = same;
        this.pads = pads;
    }

    /// <summary>No padding: the window stays inside the input.</summary>
    public static Padding Valid => default;

    /// <summary>Output extent ⌈input / stride⌉; where the total is odd, the extra element goes to the bottom or right, as in TensorFlow.</summary>
    public static Padding Same => new(true, default);

    /// <summary>The given number of elements on each side.</summary>
    /// <exception cref="ArgumentOutOfRangeException">An amount is negative.</exception>
    public static Padding Explicit(int top, int left, int bottom, int right)
    {
        if (top < 0 || left < 0 || bottom < 0 || right < 0)
        {
            throw new ArgumentOutOfRangeException(nameof(top), $"Padding amounts are at least 0, but ({top}, {left}, {bottom}, {right}) was given.");
        }

        return new(false, new Pads(top, left, bottom, right));
    }

    /// <summary>The amounts for an input plane of the given extents.</summary>
    public Pads Resolve(int height, int width, Size2D kernel, Size2D stride, Size2D dilation)
    {
        if (!same)
        {
            return pads;
        }

        (int top, int bottom) = SameAxis(height, kernel.Height, stride.Height, dilation.Height);
        (int left, int right) = SameAxis(width, kernel.Width, stride.Width, dilation.Width);
        return new Pads(top, left, bottom, right);
    }

    private static (int Before, int After) SameAxis(int extent, int kernel, int stride, int dilation)
    {
        int outputs = (extent + stride - 1) / stride;
        int total = Math.Max(0, ((outputs - 1) * stride) + ((kernel - 1) * dilation) + 1 - extent);
        return (total / 2, total - (total / 2));
    }

    /// <summary>The same amount on every side.</summary>
    public static implicit operator Padding(int all) => Explicit(all, all, all, all);

    /// <summary>Height (top and bottom), then width (left and right).</summary>
    public static implicit operator Padding((int Height, int Width) pads) => Explicit(pads.Height, pads.Width, pads.Height, pads.Width);

    /// <summary>Top, left, bottom, right.</summary>
    public static implicit operator Padding((int Top, int Left, int Bottom, int Right) pads) => Explicit(pads.Top, pads.Left, pads.Bottom, pads.Right);

    /// <inheritdoc/>
    public override string ToString() => same ? "Same" : pads.IsNone ? "Valid" : pads.ToString();
}
