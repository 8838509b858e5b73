using System;

namespace ModelGen.Compiler.Backends.Cpu.Kernels;

/// <summary>Writes one value to every element. Parameter: the target.</summary>
/// <param name="Loops">The loops over the target.</param>
/// <param name="Value">The value.</param>
public sealed record FillKernel(LoopNest Loops, float Value) : CpuKernel
{
    /// <inheritdoc/>
    public override string Name => "Fill";

    /// <inheritdoc/>
    public override string Description => FormattableString.Invariant($"{Loops} elements with {Value}");
}
