using System.Runtime.CompilerServices;
using Operators = ModelGen.IR.Operators;

namespace ModelGen;

/// <summary>x where it is positive, else x times a trained slope. Parameter: <c>weight</c>, (C) for one slope a channel, or (1).</summary>
public sealed class PRelu : Layer
{
    private readonly bool perChannel;

    /// <summary>An activation with trained slopes.</summary>
    /// <param name="perChannel">Whether each element of the last axis has its own slope, or all share one.</param>
    /// <param name="field">Filled in by the compiler: the name of the field, for errors before the layer is bound.</param>
    public PRelu(bool perChannel = true, [CallerMemberName] string? field = null)
        : base(field) => this.perChannel = perChannel;

    /// <summary>The activation of a tensor (…, C).</summary>
    public Tensor Forward(Tensor x)
    {
        if (perChannel && x.Shape.Rank == 0)
        {
            throw Refused("with a slope per channel needs a tensor of shape (…, C), but got a scalar.");
        }

        return Evaluate(new Operators.PRelu(), x, Parameter("weight", new Shape(perChannel ? x.Shape[-1] : 1), x));
    }
}
