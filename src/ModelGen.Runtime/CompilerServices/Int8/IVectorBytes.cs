namespace ModelGen.CompilerServices;

/// <summary>The bytes of a vector, as a type argument that makes them a constant of the code.</summary>
internal interface IVectorBytes
{
    /// <summary>16, 32 or 64.</summary>
    static abstract int Count { get; }
}
