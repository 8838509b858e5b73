using System.Collections.Generic;
using System.Linq;

namespace ModelGen.IR.Operators;

/// <summary>
/// One element-wise step of a fused kernel. An operand of at least 0 is an input of the fused node; an operand below 0 is an earlier
/// value of the same kernel: <c>~0</c> the anchor's result, <c>~k</c> that of step k, counted from 1.
/// </summary>
public readonly record struct FusedStep(Operator Operator, EquatableArray<int> Operands);

/// <summary>
/// An anchor (convolution, matrix product, pooling, or an element-wise operator) followed by element-wise steps that run while its
/// result is in registers. The node's first <paramref name="AnchorInputs"/> inputs are the anchor's, the rest belong to the steps.
/// The result is that of the last step.
/// </summary>
public sealed record Fused(Operator Anchor, int AnchorInputs, EquatableArray<FusedStep> Steps) : Operator
{
    /// <inheritdoc/>
    public override Inference Infer(IReadOnlyList<TensorType> inputs)
    {
        Inference result = Anchor.Infer([.. inputs.Take(AnchorInputs)]);
        var values = new List<TensorType>();
        foreach (FusedStep step in Steps)
        {
            if (result.Error is not null)
            {
                return result;
            }

            values.Add(result.Type);
            result = step.Operator.Infer([.. step.Operands.Select(o => o >= 0 ? inputs[o] : values[~o])]);
        }

        return result;
    }

    /// <inheritdoc/>
    public override Tensor Evaluate(IReadOnlyList<Tensor> inputs, TensorType output)
    {
        var values = new List<Tensor> { Anchor.Apply([.. inputs.Take(AnchorInputs)]) };
        foreach (FusedStep step in Steps)
        {
            values.Add(step.Operator.Apply([.. step.Operands.Select(o => o >= 0 ? inputs[o] : values[~o])]));
        }

        return values[values.Count - 1];
    }

    /// <inheritdoc/>
    public override long Macs(IReadOnlyList<TensorType> inputs, TensorType output)
    {
        TensorType[] anchorInputs = [.. inputs.Take(AnchorInputs)];
        return Anchor.Macs(anchorInputs, Anchor.Infer(anchorInputs).Type);
    }
}
