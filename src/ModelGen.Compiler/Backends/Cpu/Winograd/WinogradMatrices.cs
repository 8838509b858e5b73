using System.Linq;
using ModelGen.IR.Operators;

namespace ModelGen.Compiler.Backends.Cpu.Winograd;

/// <summary>
/// The weight transform of minimal filtering F(m×m, r×r): U = G·g·Gᵀ with α = m + r − 1 rows. Source: Lavin and Gray, Fast Algorithms for
/// Convolutional Neural Networks (2015), with the interpolation points 0, ±1 and, for α = 6, ±2, besides infinity.
/// </summary>
internal static class WinogradMatrices
{
    /// <summary>Each finite point with the factor of its row.</summary>
    private static readonly (int Point, float Factor)[] Of4 = [(0, 1), (1, 1 / 2f), (-1, 1 / 2f)];

    private static readonly (int Point, float Factor)[] Of6 = [(0, 1 / 4f), (1, -1 / 6f), (-1, -1 / 6f), (2, 1 / 24f), (-2, 1 / 24f)];

    /// <summary>G, of shape (α, r).</summary>
    /// <param name="alpha">The extent of an input tile: 4 or 6.</param>
    /// <param name="taps">r.</param>
    public static Literal Left(int alpha, int taps) =>
        new(new Shape(alpha, taps), Rows(alpha, taps).SelectMany(row => row).ToArray());

    /// <summary>Gᵀ, of shape (r, α).</summary>
    /// <param name="alpha">The extent of an input tile: 4 or 6.</param>
    /// <param name="taps">r.</param>
    public static Literal Right(int alpha, int taps)
    {
        float[][] g = Rows(alpha, taps);
        return new Literal(new Shape(taps, alpha), Enumerable.Range(0, taps).SelectMany(tap => g.Select(row => row[tap])).ToArray());
    }

    private static float[][] Rows(int alpha, int taps)
    {
        (int Point, float Factor)[] finite = alpha == 4 ? Of4 : Of6;
        float[] infinity = new float[taps];
        infinity[taps - 1] = 1;
        return [.. finite.Select(p => Powers(p.Point, p.Factor, taps)), infinity];
    }

    private static float[] Powers(int point, float factor, int taps)
    {
        var powers = new float[taps];
        for (int tap = 0; tap < taps; tap++, factor *= point)
        {
            powers[tap] = factor;
        }

        return powers;
    }
}
