using System;

namespace ModelGen.Compiler.Backends.Cpu.Kernels;

/// <summary>Copies rows that indices choose. Parameters: the data, the 32-bit indices, then the result.</summary>
/// <param name="Loops">The loops over the result; the data at index 0, the indices, then the result. The indices do not move within a row.</param>
/// <param name="Extent">The number of slices to choose from.</param>
/// <param name="Stride">From slice to slice of the data, in elements.</param>
/// <param name="IsBytes">Whether the elements are bytes; else they have the size of a single.</param>
public sealed record GatherKernel(LoopNest Loops, int Extent, int Stride, bool IsBytes = false) : CpuKernel
{
    /// <inheritdoc/>
    public override string Name => "Gather";

    /// <inheritdoc/>
    public override string Description => FormattableString.Invariant($"{Loops} elements out of {Extent} slices");
}
