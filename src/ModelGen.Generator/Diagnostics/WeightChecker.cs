using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using ModelGen.Generator.Pipeline;
using ModelGen.Generator.Tracing;
using ModelGen.IR;
using ModelGen.IR.Operators;
using ModelGen.Linking;

namespace ModelGen.Generator.Diagnostics;

/// <summary>Compares the parameters of a model with the tensors of its weights file, of which the build shows names, types and shapes.</summary>
internal static class WeightChecker
{
    private static readonly HashSet<string> FloatingPoint = new(StringComparer.Ordinal) { "F32", "F16", "BF16", "F64" };

    /// <summary>Everything about which model and file do not agree; nothing for a model that names no file or has errors of its own.</summary>
    public static EquatableArray<DiagnosticInfo> Check(TraceResult trace, EquatableArray<ManifestFile> files)
    {
        if (trace is not { Declaration: { Weights: { } weights } declaration, Graph: { } graph })
        {
            return default;
        }

        string path = EmbeddedWeights.Path(weights);
        ManifestFile? file = files.FirstOrDefault(f => f.Path == path);
        return file switch
        {
            null => new[] { new DiagnosticInfo(Rules.WeightsFileNotFound, trace.Sources.Model, new[] { weights, Found(files) }) },
            { Manifest: { } manifest } => Compare(declaration.Type.Name, graph, trace.Sources, weights, manifest),
            _ => new[] { new DiagnosticInfo(Rules.InternalError, trace.Sources.Model, new[] { declaration.Type.Name, "weights", $"the list of tensors in '{weights}' is malformed: {file.Error}" }) },
        };
    }

    private static EquatableArray<DiagnosticInfo> Compare(string model, Graph graph, SourceMap sources, string file, WeightManifest manifest)
    {
        Parameter[] parameters = [.. graph.Select<Parameter>().Select(n => n.Operator).GroupBy(p => p.Path, StringComparer.Ordinal).Select(g => g.First())];
        var known = new HashSet<string>(parameters.Select(p => p.Path), StringComparer.Ordinal);
        WeightEntry[] extra = [.. manifest.Entries.Where(e => !known.Contains(e.Name) && !e.Name.EndsWith("num_batches_tracked", StringComparison.Ordinal))];
        var found = new List<DiagnosticInfo>();
        foreach (Parameter parameter in parameters)
        {
            SourceLocation? field = sources.Fields.Where(f => f.Path == parameter.Path).Select(f => (SourceLocation?)f.Location).FirstOrDefault() ?? sources.Model;
            string shape = parameter.Type.Shape.ToString();
            if (manifest.Find(parameter.Path) is not { } entry)
            {
                WeightEntry[] alike = [.. extra.Where(e => e.HasShape(parameter.Type.Shape))];
                string hint = alike.Length == 1 ? $"; it holds one of that shape as '{alike[0].Name}', which no layer takes: name the field so, or use [Name]" : "";
                found.Add(new DiagnosticInfo(Rules.WeightMissing, field, new[] { file, parameter.Path, shape, hint }));
            }
            else if (!entry.HasShape(parameter.Type.Shape))
            {
                string hint = entry.Extents.Aggregate(1L, (a, b) => a * b) == parameter.Type.Shape.ElementCount ? ", in another order" : "";
                found.Add(new DiagnosticInfo(Rules.WeightShape, field, new[] { parameter.Path, file, entry.ShapeText, shape, hint }));
            }
            else if (!FloatingPoint.Contains(entry.DataType))
            {
                found.Add(new DiagnosticInfo(Rules.WeightElementType, field, new[] { parameter.Path, file, entry.DataType, "F32, F16, BF16 or F64" }));
            }
        }

        found.AddRange(extra.Select(e => new DiagnosticInfo(Rules.WeightExtra, sources.Model, new[] { file, e.Name, e.ShapeText, model, "" })));
        return found.ToArray();
    }

    private static string Found(EquatableArray<ManifestFile> files) =>
        files.Count == 0 ? "" : string.Format(CultureInfo.InvariantCulture, " ({0})", string.Join(", ", files.Select(f => $"'{f.Path}'")));
}
