namespace ModelGen;

/// <summary>A pair of values for the height and the width: a kernel, stride or dilation. Converts from an <see cref="int"/> (both alike) and from a tuple.</summary>
public readonly record struct Size2D(int Height, int Width)
{
    /// <summary>The same value in both directions.</summary>
    public static implicit operator Size2D(int both) => new(both, both);

    /// <summary>Height, then width.</summary>
    public static implicit operator Size2D((int Height, int Width) size) => new(size.Height, size.Width);

    /// <summary>As in <c>3×5</c>.</summary>
    public override string ToString() => $"{Height}×{Width}";
}
