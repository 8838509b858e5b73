using ModelGen.IR;
using ModelGen.IR.Operators;

namespace ModelGen.Compiler.Passes;

/// <summary>A product with a constant matrix on the right is a dense layer, whose weight can be packed and take in scale and bias.</summary>
public sealed class ConstantMatMulAsDense : Rule
{
    /// <inheritdoc/>
    public override bool TryApply(GraphEditor graph, Node node)
    {
        if (node.Operator is not MatMul || graph.IsConstant(node))
        {
            return false;
        }

        Node x = graph.Operand(node, 0), matrix = graph.Operand(node, 1);
        if (matrix.Type.Shape.Rank != 2 || !graph.IsConstant(matrix))
        {
            return false;
        }

        Node weight = graph.Add(new Transpose(new[] { 1, 0 }), node, matrix);
        graph.Replace(node, new Dense(), [x, weight]);
        return true;
    }
}
