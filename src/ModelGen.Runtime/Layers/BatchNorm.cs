using System.Runtime.CompilerServices;
using Operators = ModelGen.IR.Operators;

namespace ModelGen;

/// <summary>
/// Batch normalisation over the last axis with trained statistics: (x − mean) / √(variance + epsilon) · weight + bias. Parameters, each
/// (C): <c>weight</c>, <c>bias</c>, <c>running_mean</c>, <c>running_var</c>, as PyTorch has them.
/// </summary>
public sealed class BatchNorm : Layer
{
    private readonly float epsilon;

    /// <summary>A batch normalisation.</summary>
    /// <param name="epsilon">What is added to the variance.</param>
    /// <param name="field">Filled in by the compiler: the name of the field, for errors before the layer is bound.</param>
    public BatchNorm(float epsilon = 1e-5f, [CallerMemberName] string? field = null)
        : base(field) => this.epsilon = epsilon;

    /// <summary>The normalised tensor, of the same shape (…, C).</summary>
    public Tensor Forward(Tensor x)
    {
        if (x.Shape.Rank == 0)
        {
            throw Refused("needs a tensor of shape (…, C), but got a scalar.");
        }

        var channels = new Shape(x.Shape[-1]);
        return Evaluate(
            new Operators.BatchNorm(epsilon), x, Parameter("weight", channels, x), Parameter("bias", channels, x), Parameter("running_mean", channels, x), Parameter("running_var", channels, x));
    }
}
