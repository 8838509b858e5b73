using System.Linq;
using ModelGen.IR;
using ModelGen.IR.Operators;

namespace ModelGen.Compiler.Passes;

/// <summary>Values transposed alike and then joined are joined first, along the axis that the transpose brought there, and transposed once.</summary>
public sealed class SinkTransposeBelowConcat : Rule
{
    /// <inheritdoc/>
    public override bool TryApply(GraphEditor graph, Node node)
    {
        if (node.Operator is not Concat concat || graph.IsConstant(node) || Permutations.Common(graph, node) is not { } permutation)
        {
            return false;
        }

        Node[] operands = graph.Operands(node);
        if (operands.Any(o => graph.IsConstant(o) && o.Type.Shape.ElementCount == 1))
        {
            return false;
        }

        Node[] parts = [.. operands.Select(o => Permutations.Undo(graph, node, o, permutation))];
        Node joined = graph.Add(new Concat(permutation[concat.Axis]), node, parts);
        graph.Replace(node, new Transpose(permutation), [joined]);
        return true;
    }
}
