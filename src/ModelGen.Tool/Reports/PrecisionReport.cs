using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler;
using ModelGen.Compiler.Quantizing;
using ModelGen.IR;
using Spectre.Console;

namespace ModelGen.Tool.Reports;

/// <summary>What of a calibrated model does not run in 8 bits, and why; and which sums could overflow.</summary>
internal static class PrecisionReport
{
    public static void Write(ToolConsole console, ModelInfo info)
    {
        PipelineResult result = Pipeline.Quantize(info.Graph, info.Calibration!, info.FloatScopes);
        if (!result.Succeeded)
        {
            throw new ToolException($"{info.Name} cannot be quantized: {string.Join(" ", result.Failures.Select(f => f.Message))}");
        }

        AccumulatorBound[] bounds = [.. AccumulatorBound.Of(result.Graph)];
        console.Text.WriteLine($"  int32 sums  of {bounds.Count(b => b.IsProven)} layers cannot overflow with any weights; those of {bounds.Count(b => !b.IsProven)} are proven when weights are linked; biases are");
        if (result.FloatOperations.Count == 0)
        {
            console.Text.WriteLine("  precision   all operations in 8 bits");
            return;
        }

        console.Text.WriteLine($"  precision   8 bits, but single precision for {result.FloatOperations.Count} operation{(result.FloatOperations.Count == 1 ? "" : "s")}");
        Dictionary<int, Node> nodes = result.Graph.ById();
        Table table = Tables.Create("layer", "operator", "precision", "reason");
        foreach (FloatOperation operation in result.FloatOperations)
        {
            Node node = nodes[operation.Node];
            table.Add(node.Scope, node.Operator.Name, "f32", $"{node.Operator.Name} {operation.Reason}");
        }

        console.Output.Write(table);
    }
}
