using System.Collections.Generic;
using ModelGen.Generator.Tracing.Library;
using ModelGen.Generator.Tracing.Values;
using ModelGen.IR.Operators;

namespace ModelGen.Generator.Tracing.Layers;

/// <summary>Embedding: <c>weight</c> (count, dimension), whose rows are gathered.</summary>
internal sealed class EmbeddingLayer : LayerDefinition
{
    /// <inheritdoc/>
    public override string Name => "Embedding";

    /// <inheritdoc/>
    public override IEnumerable<(string Parameter, string Reason)> Check(Arguments arguments) => AtLeastOne(arguments, "count", "dimension");

    /// <inheritdoc/>
    public override Value Forward(LayerCall call) =>
        call.Apply(new Gather(0), call.Parameter("weight", call.Arguments.Int("count"), call.Arguments.Int("dimension")), call.Input);
}
