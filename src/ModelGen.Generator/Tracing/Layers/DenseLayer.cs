using System.Collections.Generic;
using ModelGen.Generator.Tracing.Library;
using ModelGen.Generator.Tracing.Values;
using ModelGen.IR;
using ModelGen.IR.Calls;
using ModelGen.IR.Operators;

namespace ModelGen.Generator.Tracing.Layers;

/// <summary>
/// Dense: <c>weight</c> (out, in) and <c>bias</c> (out). With [ChannelsFirstInput] the columns are brought from channels-first to
/// channels-last order by operators on the parameter, which are folded when the model is linked.
/// </summary>
internal sealed class DenseLayer : LayerDefinition
{
    /// <inheritdoc/>
    public override string Name => "Dense";

    /// <inheritdoc/>
    public override IEnumerable<(string Parameter, string Reason)> Check(Arguments arguments) => AtLeastOne(arguments, "units");

    /// <inheritdoc/>
    public override Value Forward(LayerCall call)
    {
        Shape x = call.Input.Shape;
        if (x.Rank < 1)
        {
            return call.ShapeError("needs a tensor whose last axis holds the features, but got a single value.");
        }

        int units = call.Arguments.Int("units");
        TensorValue? weight = call.Parameter("weight", units, x[-1]);
        if (call.Layer.ChannelsFirstInput is { } plane && weight is not null)
        {
            Resolved<Operator[]> reordering = DenseCalls.FromChannelsFirst(weight.Shape, plane.Height, plane.Width, plane.Channels);
            if (reordering.Error is { } error)
            {
                return call.ShapeError(error);
            }

            foreach (Operator op in reordering.Value)
            {
                weight = call.Apply(op, weight) as TensorValue;
            }
        }

        return call.Arguments.Bool("bias") ? call.Apply(new Dense(), call.Input, weight, call.Parameter("bias", units)) : call.Apply(new Dense(), call.Input, weight);
    }
}
