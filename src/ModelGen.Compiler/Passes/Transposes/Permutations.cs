using System.Linq;
using ModelGen.IR;
using ModelGen.IR.Operators;

namespace ModelGen.Compiler.Passes;

/// <summary>What the rules that move transposes share.</summary>
internal static class Permutations
{
    /// <summary>The permutation that undoes one.</summary>
    public static int[] Inverse(EquatableArray<int> permutation)
    {
        var inverse = new int[permutation.Count];
        for (int axis = 0; axis < inverse.Length; axis++)
        {
            inverse[permutation[axis]] = axis;
        }

        return inverse;
    }

    /// <summary>
    /// The permutation of the first operand that is the transpose of a value that is not constant, when every operand of
    /// <paramref name="node"/> can be had without it: a transpose by the same permutation that only the node reads, or a constant of at
    /// most as many axes.
    /// </summary>
    public static EquatableArray<int>? Common(GraphEditor graph, Node node)
    {
        Node[] operands = graph.Operands(node);
        if (operands.FirstOrDefault(o => o.Operator is Transpose && !graph.IsConstant(o)) is not { Operator: Transpose { Permutation: var permutation } })
        {
            return null;
        }

        return operands.All(o => graph.IsConstant(o) ? o.Type.Shape.Rank <= permutation.Count : IsTransposedBy(graph, o, permutation, node))
            ? permutation
            : default(EquatableArray<int>?);
    }

    /// <summary>An operand that <see cref="Common"/> accepted, as it is before the transpose.</summary>
    public static Node Undo(GraphEditor graph, Node before, Node operand, EquatableArray<int> permutation)
    {
        if (!graph.IsConstant(operand))
        {
            return graph.Operand(operand, 0);
        }

        Shape shape = operand.Type.Shape;
        if (shape.ElementCount == 1)
        {
            return operand;
        }

        if (shape.Rank < permutation.Count)
        {
            int[] extents = [.. Enumerable.Repeat(1, permutation.Count - shape.Rank), .. shape];
            operand = graph.Add(new Reshape(new Shape(extents)), before, operand);
        }

        return graph.Add(new Transpose(Inverse(permutation)), before, operand);
    }

    /// <summary>Values given per axis of the transposed tensor, by axis of the original.</summary>
    public static int[] UndoAxes(EquatableArray<int> values, EquatableArray<int> permutation)
    {
        var result = new int[values.Count];
        for (int axis = 0; axis < result.Length; axis++)
        {
            result[permutation[axis]] = values[axis];
        }

        return result;
    }

    private static bool IsTransposedBy(GraphEditor graph, Node operand, EquatableArray<int> permutation, Node reader) =>
        operand.Operator is Transpose transpose && transpose.Permutation == permutation && graph.IsReadOnlyBy(operand, reader);
}
