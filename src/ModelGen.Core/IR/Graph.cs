using System.Collections.Generic;
using System.Linq;

namespace ModelGen.IR;

/// <summary>A named result of a graph.</summary>
/// <param name="Name">The name.</param>
/// <param name="Node">The id of the node.</param>
/// <param name="Bytes">
/// UInt8 or Int8 where callers take a result in single precision as bytes, quantized as it is calibrated: quantization makes bytes of it. Until then
/// the result is as its node says; null where it stays so.
/// </param>
public readonly record struct GraphOutput(string Name, int Node, ElementType? Bytes = null);

/// <summary>
/// A network as a list of nodes in topological order. Inputs, parameters and literals are nodes too. Equality is by value and knows
/// nothing of source locations.
/// </summary>
/// <param name="Name">The name of the model.</param>
/// <param name="Nodes">Every node after those that it takes values from.</param>
/// <param name="Outputs">The results, in the order of the model's signature.</param>
public sealed record Graph(string Name, EquatableArray<Node> Nodes, EquatableArray<GraphOutput> Outputs)
{
    /// <summary>The nodes of one operator, in order.</summary>
    public IEnumerable<(Node Node, TOperator Operator)> Select<TOperator>()
        where TOperator : Operator =>
        Nodes.Where(n => n.Operator is TOperator).Select(n => (n, (TOperator)n.Operator));

    /// <summary>The nodes by id.</summary>
    public Dictionary<int, Node> ById() => Nodes.ToDictionary(n => n.Id);

    /// <summary>The nodes that read each node, by its id; one that reads it twice is there twice.</summary>
    public ILookup<int, Node> Readers() => Nodes.SelectMany(n => n.Inputs.Select(input => (input, n))).ToLookup(r => r.input, r => r.n);
}
