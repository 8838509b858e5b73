using System;
using System.Linq;
using ModelGen.IR;
using Operators = ModelGen.IR.Operators;

namespace ModelGen.Onnx.Export;

/// <summary>What a node is called in the ONNX graph.</summary>
internal static class NodeNaming
{
    /// <summary>
    /// The path of the layer for a node that uses the layer's own parameters, as in <c>layer1.0.conv1</c>; else the path of the module and
    /// the operator, as in <c>layer1.0.relu</c>.
    /// </summary>
    public static string Of(Node node, ConstantValues constants)
    {
        if (node.Operator is Operators.Parameter parameter)
        {
            return parameter.Path;
        }

        string kind = node.Operator.Name.ToLowerInvariant();
        return node.Scope.Length == 0 ? kind
            : IsLayer(node.Operator) && node.Inputs.SelectMany(constants.ParametersOf).Any(p => IsOwn(p, node.Scope)) ? node.Scope
            : node.Scope + "." + kind;
    }

    private static bool IsLayer(Operator op) =>
        op is Operators.Conv2D or Operators.ConvTranspose2D or Operators.Dense or Operators.BatchNorm or Operators.LayerNorm or Operators.PRelu or Operators.Gather or Operators.QuantizedProduct;

    private static bool IsOwn(string parameter, string scope) =>
        parameter.Length > scope.Length + 1 && parameter.StartsWith(scope, StringComparison.Ordinal) && parameter[scope.Length] == '.'
        && parameter.IndexOf('.', scope.Length + 1) < 0;
}
