using System.Runtime.CompilerServices;
using ModelGen.IR.Calls;
using Operators = ModelGen.IR.Operators;

namespace ModelGen;

/// <summary>
/// A fully connected layer over the last axis: (…, in) to (…, units). Parameters: <c>weight</c> (units, in) and <c>bias</c> (units), as
/// PyTorch has them.
/// </summary>
public sealed class Dense : Layer
{
    private readonly int units;
    private readonly bool bias;

    /// <summary>A fully connected layer.</summary>
    /// <param name="units">The extent of the last axis of the result, at least 1.</param>
    /// <param name="bias">Whether there is a bias.</param>
    /// <param name="field">Filled in by the compiler: the name of the field, for errors before the layer is bound.</param>
    public Dense(int units, bool bias = true, [CallerMemberName] string? field = null)
        : base(field)
    {
        this.units = Positive(units, nameof(units));
        this.bias = bias;
    }

    /// <summary>The product of a tensor (…, in) with the weight.</summary>
    public Tensor Forward(Tensor x)
    {
        if (x.Shape.Rank == 0)
        {
            throw Refused("needs a tensor of shape (…, in), but got a scalar.");
        }

        Tensor weight = Parameter("weight", new Shape(units, x.Shape[-1]), x);
        var op = new Operators.Dense();
        return bias ? Evaluate(op, x, weight, Parameter("bias", new Shape(units), x)) : Evaluate(op, x, weight);
    }

    /// <inheritdoc/>
    private protected override Tensor Prepare(string name, Tensor value, ParameterScope scope)
    {
        if (name != "weight" || scope.ChannelsFirstInput is not var (height, width, channels))
        {
            return value;
        }

        var resolved = DenseCalls.FromChannelsFirst(value.Shape, height, width, channels);
        foreach (IR.Operator op in Resolve(resolved))
        {
            value = Evaluate(op, value);
        }

        return value;
    }
}
