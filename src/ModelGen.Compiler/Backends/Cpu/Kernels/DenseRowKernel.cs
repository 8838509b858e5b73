using System;

namespace ModelGen.Compiler.Backends.Cpu.Kernels;

/// <summary>
/// A dense layer of one row and few results, with the lanes over the products: each result has a vector of partial sums of its own.
/// Parameters: x, the weights as they lie in the model (results, then inputs), the bias if there is one, then y. There is one unit.
/// </summary>
/// <param name="Depth">The inputs, which are the products of each sum.</param>
/// <param name="Channels">The results.</param>
/// <param name="HasBias">Whether a bias is added to each sum.</param>
/// <param name="Epilogue">The fused steps, which take no further operands.</param>
public sealed record DenseRowKernel(int Depth, int Channels, bool HasBias, Epilogue Epilogue) : CpuKernel
{
    /// <summary>The results summed side by side: as many as leave sixteen registers room for x and the weights.</summary>
    public const int Block = 12;

    /// <inheritdoc/>
    public override string Name => "DenseRow";

    /// <inheritdoc/>
    public override string Description => FormattableString.Invariant($"{Channels} sums of {Depth} products, lanes over the products");
}
