using ModelGen.IR;
using ModelGen.IR.Operators;

namespace ModelGen.Compiler.Passes;

/// <summary>Softmax, Pad and Slice of a transposed value are the transpose of that operator with its axes renamed.</summary>
public sealed class SinkTransposeBelowAxes : Rule
{
    /// <inheritdoc/>
    public override bool TryApply(GraphEditor graph, Node node)
    {
        if (node.Inputs.Count != 1 || graph.IsConstant(node))
        {
            return false;
        }

        Node operand = graph.Operand(node, 0);
        if (operand.Operator is not Transpose transpose || !graph.HasSingleReader(operand) || Renamed(node.Operator, transpose.Permutation) is not { } op)
        {
            return false;
        }

        Node result = graph.Add(op, node, graph.Operand(operand, 0));
        graph.Replace(node, transpose, [result]);
        return true;
    }

    private static Operator? Renamed(Operator op, EquatableArray<int> permutation) => op switch
    {
        Softmax softmax => new Softmax(permutation[softmax.Axis]),
        Pad pad => new Pad(Permutations.UndoAxes(pad.Before, permutation), Permutations.UndoAxes(pad.After, permutation), pad.Value),
        Slice slice => new Slice(
            Permutations.UndoAxes(slice.Begin, permutation),
            Permutations.UndoAxes(slice.Size, permutation),
            Permutations.UndoAxes(slice.Step, permutation)),
        _ => null,
    };
}
