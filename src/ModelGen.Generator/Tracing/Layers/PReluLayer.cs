using ModelGen.Generator.Tracing.Values;
using ModelGen.IR.Operators;

namespace ModelGen.Generator.Tracing.Layers;

/// <summary>PRelu: <c>weight</c>, one slope per channel or one for all.</summary>
internal sealed class PReluLayer : LayerDefinition
{
    /// <inheritdoc/>
    public override string Name => "PRelu";

    /// <inheritdoc/>
    public override Value Forward(LayerCall call)
    {
        Shape x = call.Input.Shape;
        int slopes = call.Arguments.Bool("perChannel") && x.Rank > 0 ? x[-1] : 1;
        return call.Apply(new PRelu(), call.Input, call.Parameter("weight", slopes));
    }
}
