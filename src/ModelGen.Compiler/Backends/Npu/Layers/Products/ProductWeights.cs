namespace ModelGen.Compiler.Backends.Npu.Layers;

/// <summary>Where the weights of a product come from.</summary>
internal abstract record ProductWeights;

/// <summary>
/// Constant weights: that of output channel o and input channel i of a group, at a kernel position, is the element at the sum of the
/// offset and of each index times its stride.
/// </summary>
/// <param name="Node">The node of the weights.</param>
/// <param name="Offset">The first element.</param>
/// <param name="Group">Elements from a group to the next.</param>
/// <param name="Output">Elements from an output channel of a group to the next.</param>
/// <param name="Input">Elements from an input channel to the next.</param>
/// <param name="KernelRow">Elements from a row of the kernel to the next.</param>
/// <param name="KernelColumn">Elements from a column of the kernel to the next.</param>
internal sealed record ConstantWeights(int Node, int Offset, int Group, int Output, int Input, int KernelRow, int KernelColumn) : ProductWeights;

/// <summary>The same weight, 1, everywhere.</summary>
internal sealed record UnitWeights : ProductWeights;

/// <summary>A matrix of activations: input channels by output channels, dense.</summary>
/// <param name="Value">The value.</param>
/// <param name="Offset">The first byte.</param>
internal sealed record ActivationWeights(int Value, long Offset) : ProductWeights;
