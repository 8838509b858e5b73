using System;

namespace ModelGen.Compiler.Backends.Cpu.Kernels;

/// <summary>Normalises rows to mean 0 and variance 1, then scales and shifts. Parameters: x, gamma, beta, y.</summary>
/// <param name="Outer">The loops over the rows; x, then y.</param>
/// <param name="Length">The elements of a row.</param>
/// <param name="Epsilon">Added to the variance.</param>
public sealed record LayerNormKernel(LoopNest Outer, int Length, float Epsilon) : CpuKernel
{
    /// <inheritdoc/>
    public override string Name => "LayerNorm";

    /// <inheritdoc/>
    public override string Description => FormattableString.Invariant($"{Outer.ElementCount} rows of {Length}");
}
