namespace ModelGen.Tool.Loading;

/// <summary>Which weights the user asked for; neither means those embedded in the assembly.</summary>
/// <param name="File">A safetensors file.</param>
/// <param name="RandomSeed">The seed of random weights.</param>
internal sealed record WeightChoice(string? File, ulong? RandomSeed)
{
    /// <summary>The weights of the file, or null if none was named.</summary>
    /// <exception cref="ToolException">There is no such file.</exception>
    public ModelWeights? Find()
    {
        if (File is null)
        {
            return null;
        }

        return System.IO.File.Exists(File) ? ModelWeights.Load(File) : throw new ToolException($"There is no weights file '{File}'.");
    }
}
