using System.Linq;
using ModelGen.IR;
using ModelGen.IR.Operators;

namespace ModelGen.Compiler.Passes;

/// <summary>Removes an operation that returns its input as it is.</summary>
public sealed class DropIdentity : Rule
{
    /// <inheritdoc/>
    public override bool TryApply(GraphEditor graph, Node node)
    {
        if (node.Inputs.Count == 0)
        {
            return false;
        }

        Node x = graph.Operand(node, 0);
        if (x.Type != node.Type || !IsIdentityWhenTypeStays(node.Operator))
        {
            return false;
        }

        graph.Redirect(node, x);
        return true;
    }

    /// <summary>Whether the operator returns its input whenever the type of the result is that of the input.</summary>
    private static bool IsIdentityWhenTypeStays(Operator op) => op switch
    {
        Reshape or Cast or Resize or Pad or Slice or Concat or ReduceOperator or GlobalAveragePool => true,
        Transpose transpose => transpose.Permutation.SequenceEqual(Enumerable.Range(0, transpose.Permutation.Count)),
        MaxPool { Kernel: { Height: 1, Width: 1 } } or AveragePool { Kernel: { Height: 1, Width: 1 } } => true,
        Clip { Min: float.NegativeInfinity, Max: float.PositiveInfinity } or LeakyRelu { Slope: 1 } => true,
        _ => false,
    };
}
