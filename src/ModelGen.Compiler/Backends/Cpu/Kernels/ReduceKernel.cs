using System;

namespace ModelGen.Compiler.Backends.Cpu.Kernels;

/// <summary>How a <see cref="ReduceKernel"/> combines elements.</summary>
public enum ReduceKind
{
    /// <summary>Their sum.</summary>
    Sum,

    /// <summary>Their sum divided by their number.</summary>
    Mean,

    /// <summary>The greatest; NaN when one is.</summary>
    Max,
}

/// <summary>Combines elements along some axes. Parameters: x, then y.</summary>
/// <param name="Kind">How.</param>
/// <param name="Kept">The loops over the result; x, then y.</param>
/// <param name="Reduced">The loops over the elements that make one of the result; x.</param>
/// <param name="IsAcross">Whether the rows of <paramref name="Reduced"/> are neighbours; else those of <paramref name="Kept"/> are, in x and y.</param>
/// <param name="IsBytes">Whether the elements are bytes; else they have the size of a single.</param>
public sealed record ReduceKernel(ReduceKind Kind, LoopNest Kept, LoopNest Reduced, bool IsAcross, bool IsBytes = false) : CpuKernel
{
    /// <summary>The neighbours of a unit where those of the result share vectors: four of the widest vectors.</summary>
    public const int BlockLength = 64;

    /// <inheritdoc/>
    public override string Name => "Reduce" + Kind;

    /// <inheritdoc/>
    public override string Description => FormattableString.Invariant($"{Kept} results of {Reduced} elements each");

    /// <summary>The blocks of a row of the result.</summary>
    public int Blocks => IsAcross ? Kept.RowLength : (Kept.RowLength + BlockLength - 1) / BlockLength;

    /// <summary>The units of work: a row of the result and a block in it each.</summary>
    public UnitCount Units => UnitCount.Of(Kept.Rows * Blocks);
}
