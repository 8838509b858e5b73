using System.Collections.Generic;
using System.Linq;
using ModelGen.Calibration;
using ModelGen.Compiler.Calibration;
using ModelGen.IR;
using ModelGen.IR.Operators;

namespace ModelGen.Compiler.Quantizing;

/// <summary>
/// Rewrites a graph to compute in 8 bits with the scales of a calibration: activations per tensor, weights per output channel, sums in
/// int32. A clamp that alone reads a layer becomes the saturation of that layer. What has no 8-bit form, or is told to, stays in single
/// precision between conversions.
/// </summary>
public static class Quantizer
{
    /// <summary>Quantizes a graph.</summary>
    /// <param name="graph">The graph after <see cref="Pipeline.RunBeforeFusion(Graph, PipelineOptions?)"/>, with the rewrites of the calibration applied.</param>
    /// <param name="profile">The calibration of that graph, which <see cref="ProfileCheck"/> found to fit.</param>
    /// <param name="floatScopes">The scopes of the nodes that stay in single precision.</param>
    public static QuantizationResult Run(Graph graph, CalibrationProfile profile, IReadOnlyCollection<string> floatScopes)
    {
        IReadOnlyDictionary<int, string> keys = TensorKeys.Of(graph);
        var context = new QuantizationContext(graph, profile, keys);
        var floats = new List<FloatOperation>();
        foreach (Node node in graph.Nodes)
        {
            if (node.Operator is Input || context.IsConstant(node.Id))
            {
                context.Keep(node);
            }
            else if (context.MergedClamp(node) is { } clamp && ReasonForFloat(context, node, floatScopes) is null)
            {
                context.Defer(node, clamp);
            }
            else if (context.Deferred(node) is { } layer)
            {
                OperatorQuantizers.Find(layer.Operator)!.Quantize(context, layer, node);
            }
            else if (ReasonForFloat(context, node, floatScopes) is { } reason)
            {
                context.KeepInFloat(node);
                floats.Add(new FloatOperation(node.Id, keys[node.Id], reason));
            }
            else
            {
                OperatorQuantizers.Find(node.Operator)!.Quantize(context, node, node);
            }
        }

        return context.ToResult(floats);
    }

    private static string? ReasonForFloat(QuantizationContext context, Node node, IReadOnlyCollection<string> floatScopes)
    {
        if (node.Type.Element != ElementType.Float32)
        {
            return $"its result is {node.Type}";
        }

        if (floatScopes.Contains(node.Scope))
        {
            return "is told to";
        }

        return OperatorQuantizers.Find(node.Operator) is { } quantizer
            ? quantizer.ReasonForFloat(context, node)
            : OperatorQuantizers.ReasonForNone(node.Operator, context.Rounding);
    }
}
