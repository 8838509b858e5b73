using System.Collections.Generic;
using ModelGen.Generator.Tracing.Library;
using ModelGen.Generator.Tracing.Values;

namespace ModelGen.Generator.Tracing.Layers;

/// <summary>What the layers of one class of the runtime do.</summary>
internal abstract class LayerDefinition
{
    /// <summary>The name of the runtime's class.</summary>
    public abstract string Name { get; }

    /// <summary>The property that is the layer's tensor, for a layer that has no Forward; else null.</summary>
    public virtual string? ValueProperty => null;

    /// <summary>The arguments of a constructor that are not usable, with the reason.</summary>
    public virtual IEnumerable<(string Parameter, string Reason)> Check(Arguments arguments) => [];

    /// <summary>Adds the layer's operators to the graph.</summary>
    public abstract Value Forward(LayerCall call);

    /// <summary>Checks that a number is at least 1.</summary>
    protected static IEnumerable<(string Parameter, string Reason)> AtLeastOne(Arguments arguments, params string[] parameters)
    {
        foreach (string parameter in parameters)
        {
            if (arguments.Int(parameter) < 1)
            {
                yield return (parameter, "it is at least 1");
            }
        }
    }

    /// <summary>Checks that both extents of a pair, where given, are at least 1.</summary>
    protected static IEnumerable<(string Parameter, string Reason)> SizesAtLeastOne(Arguments arguments, params string[] parameters)
    {
        foreach (string parameter in parameters)
        {
            if (arguments.SizeOr(parameter, 1) is { Height: < 1 } or { Width: < 1 })
            {
                yield return (parameter, "both extents are at least 1");
            }
        }
    }

    /// <summary>Checks that a number is finite and above 0.</summary>
    protected static IEnumerable<(string Parameter, string Reason)> Positive(Arguments arguments, string parameter)
    {
        if (arguments.Float(parameter) is not (> 0 and < float.PositiveInfinity))
        {
            yield return (parameter, "it is a finite number above 0");
        }
    }
}
