using System.Collections.Generic;
using System.Linq;
using ModelGen.Generator.Tracing.Library;
using ModelGen.Generator.Tracing.Values;

namespace ModelGen.Generator.Tracing.Layers;

/// <summary>Parameter: a trained tensor by itself, at the path of its field.</summary>
internal sealed class ParameterLayer : LayerDefinition
{
    /// <inheritdoc/>
    public override string Name => "Parameter";

    /// <inheritdoc/>
    public override string ValueProperty => "Value";

    /// <inheritdoc/>
    public override IEnumerable<(string Parameter, string Reason)> Check(Arguments arguments)
    {
        if (arguments.Ints("shape").Any(extent => extent < 1))
        {
            yield return ("shape", "every extent is at least 1");
        }
    }

    /// <inheritdoc/>
    public override Value Forward(LayerCall call) => (Value?)call.OwnParameter(call.Arguments.Ints("shape")) ?? UnknownValue.Instance;
}
