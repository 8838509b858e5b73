using System;

namespace ModelGen.Compiler.Backends.Cpu.Kernels;

/// <summary>
/// Softmax over rows of neighbours, or over evenly spaced elements for many neighbours at a time. Parameters: x, then y.
/// </summary>
/// <param name="Outer">The loops over all that is independent, but for the neighbours; x, then y.</param>
/// <param name="Length">The elements that are normalised together.</param>
/// <param name="Neighbours">The neighbours that are treated alike; 0 when those normalised together are neighbours themselves.</param>
/// <param name="InputStride">From one to the next of those normalised together in x, in elements.</param>
/// <param name="OutputStride">The same in y.</param>
public sealed record SoftmaxKernel(LoopNest Outer, int Length, int Neighbours, int InputStride, int OutputStride) : CpuKernel
{
    /// <inheritdoc/>
    public override string Name => "Softmax";

    /// <inheritdoc/>
    public override string Description => Neighbours == 0
        ? FormattableString.Invariant($"{Outer.ElementCount} rows of {Length}")
        : FormattableString.Invariant($"{Outer.ElementCount} times {Length} x {Neighbours}, over the former");
}
