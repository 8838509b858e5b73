using System;
using System.Collections.Generic;
using System.Collections.Immutable;

namespace ModelGen.Generator.Tracing.Layers;

/// <summary>The layers of the runtime by the name of their class.</summary>
internal static class LayerTable
{
    private static readonly ImmutableDictionary<string, LayerDefinition> Definitions = new LayerDefinition[]
    {
        new Conv2DLayer(), new DepthwiseConv2DLayer(), new ConvTranspose2DLayer(), new DenseLayer(), new BatchNormLayer(), new LayerNormLayer(),
        new PReluLayer(), new EmbeddingLayer(), new ParameterLayer(),
    }.ToImmutableDictionary(d => d.Name, StringComparer.Ordinal);

    /// <summary>The names of all layers.</summary>
    public static IEnumerable<string> Names => Definitions.Keys;

    /// <summary>The layer of that name; null if there is none.</summary>
    public static LayerDefinition? Find(string name) => Definitions.TryGetValue(name, out LayerDefinition? definition) ? definition : null;
}
