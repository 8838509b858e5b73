using System;
using System.Linq;
using ModelGen.IR.Operators;

namespace ModelGen.Compiler.Backends.Cpu.Winograd;

/// <summary>
/// The weight transform of minimal filtering F(m×m, 3×3): U = G·g·Gᵀ. Source: Lavin and Gray, Fast Algorithms for Convolutional Neural
/// Networks (2015), with the interpolation points 0, ±1 and, for m = 4, ±2.
/// </summary>
internal static class WinogradMatrices
{
    /// <summary>The taps of the kernels that are transformed, along each axis.</summary>
    public const int Taps = 3;

    private static readonly float[][] Of2 = [[1, 0, 0], [0.5f, 0.5f, 0.5f], [0.5f, -0.5f, 0.5f], [0, 0, 1]];

    private static readonly float[][] Of4 =
    [
        [1 / 4f, 0, 0], [-1 / 6f, -1 / 6f, -1 / 6f], [-1 / 6f, 1 / 6f, -1 / 6f],
        [1 / 24f, 1 / 12f, 1 / 6f], [1 / 24f, -1 / 12f, 1 / 6f], [0, 0, 1],
    ];

    /// <summary>G, of shape (m + 2, 3).</summary>
    public static Literal Left(int outputs)
    {
        float[][] g = Rows(outputs);
        return new Literal(new Shape(g.Length, Taps), g.SelectMany(row => row).ToArray());
    }

    /// <summary>Gᵀ, of shape (3, m + 2).</summary>
    public static Literal Right(int outputs)
    {
        float[][] g = Rows(outputs);
        return new Literal(new Shape(Taps, g.Length), Enumerable.Range(0, Taps).SelectMany(tap => g.Select(row => row[tap])).ToArray());
    }

    private static float[][] Rows(int outputs) => outputs switch { 2 => Of2, 4 => Of4, _ => throw new ArgumentOutOfRangeException(nameof(outputs)) };
}
