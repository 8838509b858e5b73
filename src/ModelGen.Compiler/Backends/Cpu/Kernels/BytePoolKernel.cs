using ModelGen.IR;

namespace ModelGen.Compiler.Backends.Cpu.Kernels;

/// <summary>
/// The greatest byte or the quantized mean of each window, channel by channel. Parameters and units are those of <see cref="PoolKernel"/>,
/// with bytes for elements.
/// </summary>
/// <param name="Windows">Where the windows lie, and the fused steps.</param>
/// <param name="Operator">MaxPool, QuantizedAveragePool or QuantizedGlobalAveragePool.</param>
public sealed record BytePoolKernel(PoolKernel Windows, Operator Operator) : CpuKernel
{
    /// <summary>The channels of a pixel that fused steps take at a time.</summary>
    public const int BlockChannels = 1024;

    /// <inheritdoc/>
    public override string Name => "Byte" + Windows.Name;

    /// <inheritdoc/>
    public override string Description => Windows.Description;
}
