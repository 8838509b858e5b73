using System.Collections.Generic;

namespace ModelGen.Compiler.Backends.Cpu;

/// <summary>A vector width for which kernels choose their tiles.</summary>
/// <param name="Lanes">Single-precision lanes of a vector.</param>
/// <param name="Registers">Vector registers that a tile may count on.</param>
public sealed record VectorTier(int Lanes, int Registers)
{
    /// <summary>SSE and NEON; the tile fits the 16 registers of the former.</summary>
    public static VectorTier Vector128 { get; } = new(4, 16);

    /// <summary>AVX2.</summary>
    public static VectorTier Vector256 { get; } = new(8, 16);

    /// <summary>AVX-512.</summary>
    public static VectorTier Vector512 { get; } = new(16, 32);

    /// <summary>Every tier, narrowest first.</summary>
    public static IReadOnlyList<VectorTier> All { get; } = [Vector128, Vector256, Vector512];

    /// <summary>The tier whose vectors hold fewest lanes.</summary>
    public static VectorTier Narrowest => Vector128;

    /// <summary>The tier whose vectors hold most lanes; every number of lanes divides theirs.</summary>
    public static VectorTier Widest => Vector512;

    /// <summary>The vectors that hold a number of channels, the last one perhaps in part.</summary>
    public int Vectors(int channels) => (channels + Lanes - 1) / Lanes;
}
