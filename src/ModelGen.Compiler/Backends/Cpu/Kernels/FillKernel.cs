using System;

namespace ModelGen.Compiler.Backends.Cpu.Kernels;

/// <summary>Writes one value to every element. Parameter: the target.</summary>
/// <param name="Loops">The loops over the target.</param>
/// <param name="Value">The value.</param>
/// <param name="IsBytes">Whether the elements are bytes; else they have the size of a single.</param>
public sealed record FillKernel(LoopNest Loops, float Value, bool IsBytes = false) : CpuKernel
{
    /// <inheritdoc/>
    public override string Name => "Fill";

    /// <inheritdoc/>
    public override string Description => FormattableString.Invariant($"{Loops} elements with {Value}");
}
