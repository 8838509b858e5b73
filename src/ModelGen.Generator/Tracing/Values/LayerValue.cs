using Microsoft.CodeAnalysis;
using ModelGen.Generator.Tracing.Layers;
using ModelGen.Generator.Tracing.Library;

namespace ModelGen.Generator.Tracing.Values;

/// <summary>An instance of one of the runtime's layers.</summary>
internal sealed class LayerValue(LayerDefinition definition, Arguments? arguments, INamedTypeSymbol type, Location creation) : InstanceValue(type, creation)
{
    /// <summary>What the layer does.</summary>
    public LayerDefinition Definition { get; } = definition;

    /// <summary>The arguments of its constructor; null when one of them was reported.</summary>
    public Arguments? Arguments { get; } = arguments;

    /// <summary>Whether <c>Forward</c> reached it.</summary>
    public bool IsUsed { get; set; }

    /// <summary>The (height, width, channels) plane in whose channels-first order its weights were trained, if [ChannelsFirstInput] says so.</summary>
    public (int Height, int Width, int Channels)? ChannelsFirstInput { get; set; }

    /// <inheritdoc/>
    public override string Describe() => $"a {Type.Name} layer";
}
