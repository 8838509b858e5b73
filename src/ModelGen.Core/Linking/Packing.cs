namespace ModelGen.Linking;

/// <summary>How one constant is laid out for the kernels of one vector width.</summary>
/// <param name="Lanes">The single-precision lanes of a vector of that width; 0 when the layout suits every width.</param>
/// <param name="Segments">What is written, one after the other.</param>
public sealed record Packing(int Lanes, EquatableArray<PackSegment> Segments);
