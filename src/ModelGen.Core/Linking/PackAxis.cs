namespace ModelGen.Linking;

/// <summary>One loop of a packing.</summary>
/// <param name="Extent">How often it turns, at least 1.</param>
/// <param name="Stride">How far the source moves at each turn, in elements; may be negative.</param>
/// <param name="Step">How far the bounded index moves at each turn.</param>
public readonly record struct PackAxis(int Extent, int Stride, int Step);
