using System;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;

namespace ModelGen.Build;

/// <summary>
/// Checks safetensors files and writes for each a manifest, from which the generator knows the names and shapes of its tensors.
/// </summary>
public sealed class WriteWeightManifests : Task
{
    /// <summary>The weights files, each with the metadata <c>Manifest</c>: the file to write.</summary>
    [Required]
    public ITaskItem[] Weights { get; set; } = [];

    /// <inheritdoc/>
    public override bool Execute()
    {
        foreach (ITaskItem item in Weights)
        {
            string file = item.GetMetadata("FullPath");
            try
            {
                Write(file, item.GetMetadata("Manifest"));
            }
            catch (ModelWeightsException e)
            {
                Fail("MG9001", file, e.Message);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                Fail("MG9002", file, e.Message);
            }
        }

        return !Log.HasLoggedErrors;
    }

    private static void Write(string file, string manifest)
    {
        ModelWeights weights = ModelWeights.Load(file);
        using FileStream stream = File.OpenRead(file);
        string hash = Convert.ToHexStringLower(SHA256.HashData(stream));
        WeightEntry[] entries = [.. weights.Entries.Select(e => new WeightEntry(e.Name, e.DataType, e.Extents))];
        Directory.CreateDirectory(Path.GetDirectoryName(manifest)!);
        File.WriteAllText(manifest, new WeightManifest(hash, entries).Print(), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
    }

    private void Fail(string code, string file, string message) => Log.LogError(null, code, null, file, 0, 0, 0, 0, "{0}", message);
}
