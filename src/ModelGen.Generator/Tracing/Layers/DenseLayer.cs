using System.Collections.Generic;
using ModelGen.Generator.Tracing.Library;
using ModelGen.Generator.Tracing.Values;
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
            if ((long)plane.Height * plane.Width * plane.Channels != x[-1])
            {
                return call.ShapeError($"[ChannelsFirstInput({plane.Height}, {plane.Width}, {plane.Channels})] describes {(long)plane.Height * plane.Width * plane.Channels} features, but the input {x} has {x[-1]}.");
            }

            Value planes = call.Apply(new Reshape(new Shape(units, plane.Channels, plane.Height, plane.Width)), weight);
            Value permuted = call.Apply(new Transpose(new[] { 0, 2, 3, 1 }), planes as TensorValue);
            weight = call.Apply(new Reshape(new Shape(units, x[-1])), permuted as TensorValue) as TensorValue;
        }

        return call.Arguments.Bool("bias") ? call.Apply(new Dense(), call.Input, weight, call.Parameter("bias", units)) : call.Apply(new Dense(), call.Input, weight);
    }
}
