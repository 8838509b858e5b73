using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace ModelGen.Tool.Samples;

/// <summary>Reads samples from what the user named.</summary>
internal static class SampleFiles
{
    /// <summary>
    /// The samples of a safetensors file with a tensor for each input; of a NumPy file; or of all NumPy files in a folder, in the order of
    /// their names. NumPy files are for models with one input.
    /// </summary>
    /// <returns>For each run a tensor for each input.</returns>
    /// <exception cref="ToolException">There is no such file, or what it holds does not fit the model.</exception>
    /// <exception cref="ModelWeightsException">A safetensors file is malformed.</exception>
    public static IReadOnlyList<IReadOnlyList<Tensor>> Load(string path, ModelInfo info)
    {
        if (Directory.Exists(path))
        {
            string[] files = [.. Directory.EnumerateFiles(path, "*.npy").Order(StringComparer.Ordinal)];
            return files.Length > 0
                ? [.. files.SelectMany(file => LoadNpy(file, info))]
                : throw new ToolException($"The folder '{path}' has no .npy file.");
        }

        if (!File.Exists(path))
        {
            throw new ToolException($"There is no file or folder '{path}' with samples.");
        }

        return Path.GetExtension(path) switch
        {
            ".npy" => LoadNpy(path, info),
            ".safetensors" => LoadSafetensors(path, info),
            _ => throw new ToolException($"Samples are a .safetensors or .npy file, or a folder of .npy files, but '{path}' is none."),
        };
    }

    private static IReadOnlyList<IReadOnlyList<Tensor>> LoadNpy(string path, ModelInfo info) => info.Inputs.Count == 1
        ? [.. NpyFile.Read(path).Split(info.Inputs[0]).Select(tensor => (Tensor[])[tensor])]
        : throw new ToolException($"{info.Name} has {info.Inputs.Count} inputs, and a .npy file has samples of one: give a .safetensors file with tensors {string.Join(", ", info.Inputs.Select(i => $"'{i.Name}'"))}.");

    private static IReadOnlyList<IReadOnlyList<Tensor>> LoadSafetensors(string path, ModelInfo info)
    {
        var file = ModelWeights.Load(path, allowNonFinite: true);
        IReadOnlyList<Tensor>[] inputs = [.. info.Inputs.Select(input => SafetensorsSamples.Read(file, input.Name).Split(input))];
        int[] counts = [.. inputs.Select(i => i.Count).Distinct()];
        return counts.Length <= 1
            ? [.. Enumerable.Range(0, counts.FirstOrDefault()).Select(run => inputs.Select(i => i[run]).ToArray())]
            : throw new ToolException($"The inputs in '{path}' have different numbers of samples: {string.Join(", ", info.Inputs.Zip(inputs, (i, s) => $"'{i.Name}' {s.Count}"))}.");
    }
}
