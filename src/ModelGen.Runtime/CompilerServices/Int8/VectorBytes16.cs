namespace ModelGen.CompilerServices;

/// <summary>Vectors of 128 bits.</summary>
internal readonly struct VectorBytes16 : IVectorBytes
{
    public static int Count => 16;
}
