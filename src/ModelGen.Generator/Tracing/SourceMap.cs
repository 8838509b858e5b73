using ModelGen.Generator.Diagnostics;

namespace ModelGen.Generator.Tracing;

/// <summary>
/// Where the parts of a graph come from. Kept beside the graph, so that a line inserted above a model leaves the graph equal.
/// </summary>
/// <param name="Calls">For each node that a call or an operator made, in order of node ids, the place of that expression.</param>
/// <param name="Fields">For each parameter, in the order of the graph, the field that holds its layer.</param>
/// <param name="Model">The name in the declaration of the class.</param>
internal sealed record SourceMap(EquatableArray<NodeLocation> Calls, EquatableArray<ParameterLocation> Fields, SourceLocation? Model)
{
    /// <summary>The map without entries.</summary>
    public static SourceMap Empty { get; } = new(default, default, null);
}

/// <summary>Where a node comes from.</summary>
internal readonly record struct NodeLocation(int Node, SourceLocation Location);

/// <summary>Where the layer of a parameter is declared.</summary>
internal readonly record struct ParameterLocation(string Path, SourceLocation Location);
