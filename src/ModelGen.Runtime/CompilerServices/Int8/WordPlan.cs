namespace ModelGen.CompilerServices;

/// <summary>Where <see cref="WordProduct"/> stages words.</summary>
internal unsafe struct WordPlan
{
    /// <summary>The pairs of words of a window; 0 where words are not staged.</summary>
    public nint Pairs;

    /// <summary>Where the windows of the tile's pixels lie.</summary>
    public byte* Windows;

    /// <summary>From a window to the next, in bytes.</summary>
    public nint Stride;

    /// <summary>Where the weights of a block lie.</summary>
    public byte* Weights;
}
