namespace ModelGen.Linking;

/// <summary>The names under which the build embeds weights files.</summary>
public static class EmbeddedWeights
{
    /// <summary>The path of a weights file, as attributes and build metadata give it, with forward slashes.</summary>
    /// <param name="file">Relative to the project, with slashes of either kind.</param>
    public static string Path(string file) => file.Replace('\\', '/');

    /// <summary>The name of the manifest resource that holds a weights file.</summary>
    /// <param name="file">Relative to the project, with slashes of either kind.</param>
    public static string ResourceName(string file) => "ModelGen/" + Path(file);
}
