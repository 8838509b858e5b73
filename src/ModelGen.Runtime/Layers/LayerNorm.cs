using System.Runtime.CompilerServices;
using Operators = ModelGen.IR.Operators;

namespace ModelGen;

/// <summary>
/// Layer normalisation over the last axis with the statistics of each row: (x − mean) / √(variance + epsilon) · weight + bias.
/// Parameters, each (C): <c>weight</c>, <c>bias</c>, as PyTorch has them.
/// </summary>
public sealed class LayerNorm : Layer
{
    private readonly float epsilon;

    /// <summary>A layer normalisation.</summary>
    /// <param name="epsilon">What is added to the variance.</param>
    /// <param name="field">Filled in by the compiler: the name of the field, for errors before the layer is bound.</param>
    public LayerNorm(float epsilon = 1e-5f, [CallerMemberName] string? field = null)
        : base(field) => this.epsilon = epsilon;

    /// <summary>The normalised tensor, of the same shape (…, C).</summary>
    public Tensor Forward(Tensor x)
    {
        if (x.Shape.Rank == 0)
        {
            throw Refused("needs a tensor of shape (…, C), but got a scalar.");
        }

        var channels = new Shape(x.Shape[-1]);
        return Evaluate(new Operators.LayerNorm(epsilon), x, Parameter("weight", channels, x), Parameter("bias", channels, x));
    }
}
