using System;
using System.Collections.Generic;
using System.Linq;

namespace ModelGen;

/// <summary>Compares weights with the parameters that a model needs.</summary>
internal static class WeightCheck
{
    /// <summary>PyTorch's counter of training steps in batch norms, which inference does not use.</summary>
    private const string Ignored = "num_batches_tracked";

    public static void Run(ModelWeights weights, string model, IReadOnlyList<ParameterInfo> parameters)
    {
        var wanted = new HashSet<string>(StringComparer.Ordinal);
        foreach (ParameterInfo parameter in parameters)
        {
            wanted.Add(parameter.Path);
        }

        var extra = new List<string>();
        foreach (string name in weights.Names)
        {
            if (!wanted.Contains(name) && !IsIgnored(name))
            {
                extra.Add(name);
            }
        }

        var problems = new List<string>();
        foreach (ParameterInfo parameter in parameters)
        {
            if (!weights.TryGet(parameter.Path, out SafetensorsEntry? entry))
            {
                problems.Add($"'{parameter.Path}' {parameter.Type} is missing.{NearMiss.Suggest(parameter.Path, extra)}");
            }
            else if (!SafetensorsElements.IsFloat(entry!.Element))
            {
                problems.Add($"'{parameter.Path}' is {entry.Type}, but needs to be F32, or F16, BF16 or F64, which are converted.");
            }
            else if (!entry.HasShape(parameter.Type.Shape))
            {
                problems.Add($"'{parameter.Path}' is {entry.Type}, but the model needs the shape {parameter.Type.Shape}.");
            }
        }

        if (problems.Count + extra.Count > 0)
        {
            problems.AddRange(extra.Select(name => $"'{name}' is not a parameter of the model."));
            throw new ModelWeightsException($"The weights in {weights.Source} do not fit the model {model}:{string.Concat(problems.Select(p => "\n  " + p))}");
        }
    }

    private static bool IsIgnored(string name) => name == Ignored || name.EndsWith("." + Ignored, StringComparison.Ordinal);
}
