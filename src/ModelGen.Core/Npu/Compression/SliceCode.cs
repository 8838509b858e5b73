namespace ModelGen.Npu;

/// <summary>
/// How the numbers of a slice are written: the quotient of each by 2^<see cref="Low"/> as a prefix code, and its low bits as they are. A prefix is a quotient below 2^<see cref="Start"/> − 1 in
/// so many bits; or so many ones, and what the quotient exceeds this by in ones, with a zero behind them. With a start of 1 that is Rice's code; one of 2 suits distributions without long tails, as
/// those of weights whose scale is their channel's. A start of 0 has no quotients: a number is its low bits.
/// </summary>
/// <param name="Start">Bits of the least prefixes.</param>
/// <param name="Low">Low bits.</param>
internal readonly record struct SliceCode(int Start, int Low)
{
    /// <summary>Numbers of a slice; the last one has what is left.</summary>
    public const int Numbers = 128;

    /// <summary>Bits in which a slice names its code.</summary>
    public const int IndexBits = 4;

    /// <summary>The codes by their index.</summary>
    public static SliceCode[] All { get; } =
    [
        new(1, 0), new(1, 1), new(1, 2), new(1, 3), new(1, 4), new(1, 5),
        new(2, 1), new(2, 2), new(2, 3), new(2, 4), new(2, 5),
        new(0, 0), new(0, 2), new(0, 4), new(0, 6), new(0, 8),
    ];

    /// <summary>The greatest quotient of a number of 8 bits.</summary>
    public int MostQuotient => Start == 0 ? 0 : byte.MaxValue >> Low;

    /// <summary>The least quotient with a unary part.</summary>
    public int Direct => (1 << Start) - 1;

    /// <summary>Whether it can write numbers up to one.</summary>
    public bool Reaches(int number) => Start > 0 || number >> Low == 0;

    /// <summary>The bits of a prefix.</summary>
    public int PrefixBits(int quotient) => quotient < Direct ? Start : Start == 0 ? 0 : Start + quotient - Direct + 1;

    /// <summary>A signed byte as a number: 0, −1, 1, −2, … are 0, 1, 2, 3, …</summary>
    public static int Number(byte value) => (byte)((value << 1) ^ -(value >> 7));

    /// <summary>The signed byte of a number.</summary>
    public static byte Value(int number) => (byte)((number >> 1) ^ -(number & 1));
}
