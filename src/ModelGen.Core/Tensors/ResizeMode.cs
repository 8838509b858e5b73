namespace ModelGen;

/// <summary>How a resized image takes its values.</summary>
public enum ResizeMode : byte
{
    /// <summary>From the nearest element; halfway between two, from the one nearer to the origin.</summary>
    Nearest,

    /// <summary>From the four neighbours, weighted by distance.</summary>
    Bilinear,
}
