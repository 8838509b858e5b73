using System.Linq;
using ModelGen.IR;
using ModelGen.Numerics;
using Operators = ModelGen.IR.Operators;

namespace ModelGen.Onnx.Export;

/// <summary>Refuses operators that round as TensorFlow Lite does: ONNX has none that do.</summary>
internal static class RoundingCheck
{
    /// <summary>Throws where there is such an operator.</summary>
    /// <exception cref="OnnxExportException">The graph has one; the message names it and its layer.</exception>
    public static void Run(Graph graph)
    {
        Node? other = graph.Nodes.FirstOrDefault(n => RuleOf(n.Operator) == RoundingRule.TfLite);
        if (other is not null)
        {
            string where = other.Scope.Length == 0 ? other.Operator.Name : $"{other.Operator.Name} of {other.Scope}";
            throw new OnnxExportException(
                $"Model {graph.Name} cannot be exported: {where} rounds as TensorFlow Lite does, and ONNX has no operator that does. Quantize the model with the rounding rule of ONNX.");
        }
    }

    private static RoundingRule? RuleOf(Operator op) => op switch
    {
        Operators.Quantize quantize => quantize.Rounding,
        Operators.Requantize requantize => requantize.Rounding,
        Operators.QuantizedProduct product => product.Rounding,
        Operators.QuantizedMatMul product => product.Rounding,
        Operators.QuantizedBinaryOperator binary => binary.Rounding,
        Operators.QuantizedAveragePool pool => pool.Rounding,
        Operators.QuantizedGlobalAveragePool pool => pool.Rounding,
        Operators.QuantizedUnary unary => unary.Rounding,
        _ => null,
    };
}
