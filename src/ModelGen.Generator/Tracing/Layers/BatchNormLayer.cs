using System.Collections.Generic;
using ModelGen.Generator.Tracing.Library;
using ModelGen.Generator.Tracing.Values;
using ModelGen.IR.Operators;

namespace ModelGen.Generator.Tracing.Layers;

/// <summary>BatchNorm over the last axis: <c>weight</c>, <c>bias</c>, <c>running_mean</c> and <c>running_var</c>.</summary>
internal sealed class BatchNormLayer : LayerDefinition
{
    /// <inheritdoc/>
    public override string Name => "BatchNorm";

    /// <inheritdoc/>
    public override IEnumerable<(string Parameter, string Reason)> Check(Arguments arguments) => Positive(arguments, "epsilon");

    /// <inheritdoc/>
    public override Value Forward(LayerCall call)
    {
        if (call.Input.Shape.Rank < 1)
        {
            return call.ShapeError("needs a tensor whose last axis holds the channels, but got a single value.");
        }

        int channels = call.Input.Shape[-1];
        return call.Apply(
            new BatchNorm(call.Arguments.Float("epsilon")),
            call.Input,
            call.Parameter("weight", channels),
            call.Parameter("bias", channels),
            call.Parameter("running_mean", channels),
            call.Parameter("running_var", channels));
    }
}
