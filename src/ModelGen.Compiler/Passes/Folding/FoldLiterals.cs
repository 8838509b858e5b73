using System.Linq;
using ModelGen.IR;
using ModelGen.IR.Operators;

namespace ModelGen.Compiler.Passes;

/// <summary>
/// Evaluates an operation on literals. Results above <see cref="MaxElements"/> elements stay expressions, which are evaluated when
/// weights are linked, so that the model's text stays short; so do functions that differ in the last bit between platforms' math
/// libraries, so that the compiler's output is the same everywhere.
/// </summary>
public sealed class FoldLiterals : Rule
{
    private const int MaxElements = 256;

    /// <inheritdoc/>
    public override bool TryApply(GraphEditor graph, Node node)
    {
        if (node.Inputs.Count == 0 || node.Type.Shape.ElementCount > MaxElements || !IsExact(node.Operator))
        {
            return false;
        }

        Node[] operands = graph.Operands(node);
        if (!operands.All(o => o.Operator is Literal))
        {
            return false;
        }

        Tensor value = node.Operator.Evaluate([.. operands.Select(o => o.Operator.Evaluate([], o.Type))], node.Type);
        graph.Replace(node, new Literal(node.Type.Shape, (float[])value.Floats.Clone()), []);
        return true;
    }

    private static bool IsExact(Operator op) => op is BinaryOperator or Relu or Relu6 or Clip or LeakyRelu or Negate or Abs or Sqrt
        or Reshape or Transpose or Slice or Pad or Concat or ReduceOperator;
}
