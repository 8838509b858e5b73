using System;

namespace ModelGen.Npu;

/// <summary>Classes of tensors, by where a machine keeps them.</summary>
[Flags]
public enum TensorClasses : byte
{
    /// <summary>No class.</summary>
    None = 0,

    /// <summary>Weights, biases, scales and lookup tables.</summary>
    Weights = 1,

    /// <summary>Results of layers that do not stay on chip.</summary>
    Features = 2,

    /// <summary>Inputs and outputs of the network.</summary>
    InputOutput = 4,
}
