using System;

namespace ModelGen.Compiler.Backends.Cpu.Kernels;

/// <summary>
/// Transposes matrices: the rows of the target are columns of the source, whose elements are neighbours. Parameters: the source, then the target.
/// </summary>
/// <param name="Outer">The loops over the matrices; source, then target.</param>
/// <param name="Rows">The rows of the target.</param>
/// <param name="Columns">The columns of the target, neighbours in memory.</param>
/// <param name="SourceStride">From column to column of the target in the source, in elements.</param>
/// <param name="TargetStride">From row to row of the target, in elements.</param>
/// <param name="IsBytes">Whether the elements are bytes; else they have the size of a single.</param>
public sealed record TransposeKernel(LoopNest Outer, int Rows, int Columns, int SourceStride, int TargetStride, bool IsBytes = false) : CpuKernel
{
    /// <summary>The rows of a unit: a cache line of the source.</summary>
    public const int BlockRows = 16;

    /// <inheritdoc/>
    public override string Name => "Transpose";

    /// <inheritdoc/>
    public override string Description => FormattableString.Invariant($"{Outer.ElementCount} matrices of {Columns}x{Rows} -> {Rows}x{Columns}");

    /// <summary>The blocks of rows of a matrix.</summary>
    public int Blocks => (Rows + BlockRows - 1) / BlockRows;

    /// <summary>The units of work: a matrix and a block of its rows each.</summary>
    public UnitCount Units => UnitCount.Of((int)Outer.ElementCount * Blocks);
}
