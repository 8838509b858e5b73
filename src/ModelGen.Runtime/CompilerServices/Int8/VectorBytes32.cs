namespace ModelGen.CompilerServices;

/// <summary>Vectors of 256 bits.</summary>
internal readonly struct VectorBytes32 : IVectorBytes
{
    public static int Count => 32;
}
