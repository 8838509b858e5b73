using System;
using ModelGen.IR;
using Operators = ModelGen.IR.Operators;

namespace ModelGen.Calibration.Evaluation;

/// <summary>Chooses how nodes run.</summary>
internal static class FastOperations
{
    /// <summary>The fast form of a node, or null where the reference semantics serve.</summary>
    /// <param name="node">A node that is not constant.</param>
    /// <param name="constant">The value of a constant node by id, or null for other nodes.</param>
    public static IFastOperation? TryCreate(Node node, Func<int, Tensor?> constant)
    {
        if (node.Operator is not (Operators.Conv2D or Operators.Dense) || constant(node.Inputs[1]) is not { } weight || (node.Inputs.Count > 2 && constant(node.Inputs[2]) is null))
        {
            return null;
        }

        float[]? bias = node.Inputs.Count > 2 ? constant(node.Inputs[2])!.Floats : null;
        return node.Operator switch
        {
            Operators.Conv2D convolution when weight.Shape[1] == 1 && convolution.Groups == weight.Shape[0] => new DepthwiseConvolution(convolution, weight, bias),
            Operators.Conv2D convolution => new Convolution(convolution, weight, bias),
            _ => new DenseProduct(weight, bias),
        };
    }
}
