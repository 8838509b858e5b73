using System;

namespace ModelGen.Compiler.Backends.Cpu.Kernels;

/// <summary>
/// Packs the right matrices of products of two activations as <see cref="ByteProductKernel"/> takes weights, each byte less 128, and computes the bias
/// of each column from the zero points. Parameters: the first byte of the first matrix, the packed weights, then the biases (int32).
/// </summary>
/// <param name="Matrices">The matrices.</param>
/// <param name="Depth">The rows of a matrix.</param>
/// <param name="Columns">Its columns, which are neighbours.</param>
/// <param name="MatrixStride">From matrix to matrix, in bytes.</param>
/// <param name="RowStride">From row to row, in bytes.</param>
/// <param name="LeftZeroPoint">The zero point of the left matrices.</param>
/// <param name="RightZeroPoint">The zero point of these.</param>
public sealed record BytePackKernel(int Matrices, int Depth, int Columns, int MatrixStride, int RowStride, int LeftZeroPoint, int RightZeroPoint) : CpuKernel
{
    /// <inheritdoc/>
    public override string Name => "BytePack";

    /// <inheritdoc/>
    public override string Description => FormattableString.Invariant($"{Matrices} x {Depth}x{Columns}");

    /// <summary>The blocks of 16 columns of a matrix, the last one perhaps in part.</summary>
    public int Blocks => (Columns + ByteProductKernel.BlockChannels - 1) / ByteProductKernel.BlockChannels;

    /// <summary>The bytes of a packed block.</summary>
    public int BlockBytes => (Depth + ByteWindow.QuadBytes - 1) / ByteWindow.QuadBytes * ByteProductKernel.BlockChannels * ByteWindow.QuadBytes;

    /// <summary>The units of work: a block each.</summary>
    public int Units => Matrices * Blocks;

    /// <summary>The elements of four bytes that packed weights and biases take.</summary>
    public int Length => checked(Units * ((BlockBytes / sizeof(float)) + ByteProductKernel.BlockChannels));
}
