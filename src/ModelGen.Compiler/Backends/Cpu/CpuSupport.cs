using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using ModelGen.Compiler.Backends.Cpu.Lowering;
using ModelGen.Compiler.Planning;
using ModelGen.IR;
using ModelGen.IR.Operators;

namespace ModelGen.Compiler.Backends.Cpu;

/// <summary>Finds what the CPU back end cannot compile, all of it at once, before planning and lowering, which take it for granted.</summary>
public static class CpuSupport
{
    /// <summary>The stage that failures name.</summary>
    public const string Stage = "cpu";

    /// <summary>A failure for each node without a kernel, and one where the values alive at once are more than an arena holds.</summary>
    /// <param name="graph">The graph after the passes.</param>
    public static IReadOnlyList<CompileFailure> Check(Graph graph)
    {
        HashSet<int> constants = ConstantNodes.Of(graph);
        var failures = new List<CompileFailure>();
        Dictionary<int, Node> nodes = graph.ById();
        foreach (Node node in graph.Nodes.Where(n => n.Operator is not Input && !constants.Contains(n.Id)))
        {
            Operator anchor = node.Operator is Fused fused ? fused.Anchor : node.Operator;
            if (SignedBytes(node, anchor, nodes) is { } signed)
            {
                failures.Add(new CompileFailure(Stage, node.Id, $"{anchor.Name} {signed}, but CPU kernels compute on unsigned bytes: convert it with ToFloat first"));
            }
            else if (LoweringRegistry.TryFind(anchor) is null)
            {
                failures.Add(new CompileFailure(Stage, node.Id, $"there is no CPU kernel for {anchor.Name}"));
            }
            else if (anchor is Conv2D or ConvTranspose2D or QuantizedProduct && !constants.Contains(node.Inputs[1]))
            {
                failures.Add(new CompileFailure(Stage, node.Id, $"the weights of {anchor.Name} are computed from an input of the model, but the CPU kernel packs them in advance"));
            }
            else if (anchor is QuantizedConvTranspose2D { Groups: > 1 })
            {
                failures.Add(new CompileFailure(Stage, node.Id, $"{anchor.Name} has groups, for which there is no CPU kernel of bytes"));
            }
        }

        failures.AddRange(ZeroPoints.Disagreements(graph));
        if (failures.Count == 0 && MemoryPeak.Of(graph, new CpuPlanningRules(graph)) is { Elements: > MemoryPeak.Limit } peak)
        {
            string gibibytes = (peak.Elements * (double)sizeof(float) / (1L << 30)).ToString("0.0", CultureInfo.InvariantCulture);
            failures.Add(new CompileFailure(Stage, peak.Node, $"the values alive at this point take {gibibytes} GiB, and an arena holds 4: reduce the batch or the extents of the input"));
        }

        return failures;
    }

    /// <summary>Which signed bytes a node computes with, if any: weights, what is converted, and what tables take and yield may be signed, other values may not.</summary>
    private static string? SignedBytes(Node node, Operator anchor, Dictionary<int, Node> nodes)
    {
        if (node.Operator is TableOperator)
        {
            return null;
        }

        if (node.Type.Element == ElementType.Int8)
        {
            return $"yields {node.Type}";
        }

        for (int i = 0; i < node.Inputs.Count; i++)
        {
            TensorType type = nodes[node.Inputs[i]].Type;
            if (type.Element == ElementType.Int8 && !(anchor is Cast || (anchor is QuantizedProduct && i == 1)))
            {
                return $"takes {type}";
            }
        }

        return null;
    }
}
