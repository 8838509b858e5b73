using System;

namespace ModelGen.Compiler.Backends.Cpu.Kernels;

/// <summary>
/// Copies the elements in their order between tensors of other shapes, at least one of which lies in planes with a halo. Parameters: the
/// source, then the target.
/// </summary>
/// <param name="Source">How the source lies.</param>
/// <param name="Target">How the target lies.</param>
/// <param name="Length">The elements of a piece that is contiguous in both.</param>
/// <param name="IsBytes">Whether the elements are bytes; else they have the size of a single.</param>
public sealed record ReshapeKernel(ContiguousRuns Source, ContiguousRuns Target, int Length, bool IsBytes = false) : CpuKernel
{
    /// <inheritdoc/>
    public override string Name => "Reshape";

    /// <inheritdoc/>
    public override string Description => FormattableString.Invariant($"{Units.For512} pieces of {Length} elements");

    /// <summary>The units of work: a piece each.</summary>
    public UnitCount Units => UnitCount.Of(Source.Planes * Source.Rows * (Source.Length / Length));
}

/// <summary>Rows of elements in planes.</summary>
/// <param name="Planes">The number of planes.</param>
/// <param name="PlaneStride">From plane to plane, in elements.</param>
/// <param name="Rows">The rows of a plane.</param>
/// <param name="RowStride">From row to row, in elements.</param>
/// <param name="Length">The elements of a row, which are contiguous.</param>
public readonly record struct ContiguousRuns(int Planes, int PlaneStride, int Rows, int RowStride, int Length);
