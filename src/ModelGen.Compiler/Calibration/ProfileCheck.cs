using System;
using System.Collections.Generic;
using System.Linq;
using ModelGen.Calibration;
using ModelGen.IR;

namespace ModelGen.Compiler.Calibration;

/// <summary>Finds where a calibration profile is not that of a graph: calibration gives each tensor an entry, and nothing else.</summary>
public static class ProfileCheck
{
    /// <summary>The stage that failures name, as all do that keep a model from being quantized.</summary>
    public const string Stage = "quantize";

    private const int Named = 3;

    /// <summary>A failure for each tensor without an entry, and one for all entries without a tensor.</summary>
    /// <param name="graph">The graph after <see cref="Pipeline.RunBeforeFusion(Graph, PipelineOptions?)"/>.</param>
    /// <param name="profile">The profile.</param>
    public static IReadOnlyList<CompileFailure> Run(Graph graph, CalibrationProfile profile)
    {
        IReadOnlyDictionary<int, string> keys = TensorKeys.Of(graph);
        var known = new HashSet<string>(StringComparer.Ordinal);
        var failures = new List<CompileFailure>();
        foreach (Node node in graph.Nodes.Where(n => n.Type.Element == ElementType.Float32 && keys.ContainsKey(n.Id)))
        {
            known.Add(keys[node.Id]);
            if (profile.Find(keys[node.Id]) is null)
            {
                failures.Add(new CompileFailure(Stage, node.Id, $"the calibration has no tensor '{keys[node.Id]}': calibrate the model anew"));
            }
        }

        string[] extra = [.. profile.Tensors.Select(t => t.Key).Where(key => !known.Contains(key))];
        if (extra.Length > 0)
        {
            string more = extra.Length > Named ? FormattableString.Invariant($" and {extra.Length - Named} more") : "";
            string names = string.Join(", ", extra.Take(Named).Select(key => $"'{key}'"));
            failures.Add(new CompileFailure(Stage, null, $"the calibration has {names}{more}, which the model has not: calibrate the model anew"));
        }

        return failures;
    }
}
