using System.Collections.Generic;
using ModelGen.Generator.Tracing.Library;
using ModelGen.Generator.Tracing.Values;
using ModelGen.IR.Operators;

namespace ModelGen.Generator.Tracing.Layers;

/// <summary>LayerNorm over the last axis: <c>weight</c> and <c>bias</c>.</summary>
internal sealed class LayerNormLayer : LayerDefinition
{
    /// <inheritdoc/>
    public override string Name => "LayerNorm";

    /// <inheritdoc/>
    public override IEnumerable<(string Parameter, string Reason)> Check(Arguments arguments) => Positive(arguments, "epsilon");

    /// <inheritdoc/>
    public override Value Forward(LayerCall call)
    {
        if (call.Input.Shape.Rank < 1)
        {
            return call.ShapeError("needs a tensor whose last axis holds the features, but got a single value.");
        }

        int features = call.Input.Shape[-1];
        return call.Apply(new LayerNorm(call.Arguments.Float("epsilon")), call.Input, call.Parameter("weight", features), call.Parameter("bias", features));
    }
}
