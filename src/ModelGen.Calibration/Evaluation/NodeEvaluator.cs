using System.Collections.Generic;
using ModelGen.IR;

namespace ModelGen.Calibration.Evaluation;

/// <summary>
/// Evaluates the nodes of a graph many times for the same constants: convolutions and dense layers vectorised and on all processors,
/// everything else with the reference semantics.
/// </summary>
internal sealed class NodeEvaluator
{
    private readonly Dictionary<int, IFastOperation> fast = [];

    /// <summary>Prepares the nodes.</summary>
    /// <param name="graph">A sound graph.</param>
    /// <param name="constants">The values of the constant operands by node id.</param>
    public NodeEvaluator(Graph graph, IReadOnlyDictionary<int, Tensor> constants)
    {
        foreach (Node node in graph.Nodes)
        {
            if (FastOperations.TryCreate(node, id => constants.GetValueOrDefault(id)) is { } operation)
            {
                fast.Add(node.Id, operation);
            }
        }
    }

    /// <summary>The value of a node, inputs and parameters excepted.</summary>
    public Tensor Evaluate(Node node, IReadOnlyList<Tensor> inputs) =>
        fast.TryGetValue(node.Id, out IFastOperation? operation) ? operation.Evaluate(inputs, node.Type) : node.Operator.Evaluate(inputs, node.Type);
}
