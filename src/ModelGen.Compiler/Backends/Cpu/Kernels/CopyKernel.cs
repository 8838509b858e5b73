using System;

namespace ModelGen.Compiler.Backends.Cpu.Kernels;

/// <summary>Moves elements, as concatenations, slices and paddings do. Parameters: the source, then the target.</summary>
/// <param name="Loops">The loops; source, then target.</param>
/// <param name="IsBytes">Whether the elements are bytes; else they have the size of a single.</param>
public sealed record CopyKernel(LoopNest Loops, bool IsBytes = false) : CpuKernel
{
    /// <inheritdoc/>
    public override string Name => "Copy";

    /// <inheritdoc/>
    public override string Description => FormattableString.Invariant($"{Loops} elements");
}
