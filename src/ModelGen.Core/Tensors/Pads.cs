namespace ModelGen;

/// <summary>Elements added around a plane, on each side.</summary>
public readonly record struct Pads(int Top, int Left, int Bottom, int Right)
{
    /// <summary>No padding.</summary>
    public static Pads None => default;

    /// <summary>Whether nothing is added.</summary>
    public bool IsNone => this == default;

    /// <summary>As in <c>(1, 1, 1, 1)</c>: top, left, bottom, right.</summary>
    public override string ToString() => $"({Top}, {Left}, {Bottom}, {Right})";
}
