namespace ModelGen.CompilerServices;

/// <summary>Vectors of 512 bits.</summary>
internal readonly struct VectorBytes64 : IVectorBytes
{
    public static int Count => 64;
}
