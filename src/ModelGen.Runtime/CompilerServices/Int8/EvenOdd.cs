namespace ModelGen.CompilerServices;

/// <summary>The bytes of a vector, widened to 16 bits: those at even places and those at odd ones.</summary>
internal readonly struct EvenOdd<V>(V even, V odd)
    where V : struct
{
    /// <summary>Bytes 0, 2, 4 and so on.</summary>
    public readonly V Even = even;

    /// <summary>Bytes 1, 3, 5 and so on.</summary>
    public readonly V Odd = odd;
}
