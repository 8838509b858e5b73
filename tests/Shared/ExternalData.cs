using System;
using System.IO;

namespace ModelGen.Tests;

/// <summary>Finds the data sets and models that are no part of the repository: in the folder named by MODELGEN_DATA, else in shared/data beside the checkout.</summary>
internal static class ExternalData
{
    /// <summary>The folder or file under the data folder; the test is skipped, visibly, where it is absent.</summary>
    public static string Require(string relativePath)
    {
        string? root = Environment.GetEnvironmentVariable("MODELGEN_DATA") ?? Find();
        string? path = root is null ? null : Path.Combine(root, relativePath);
        Skip.If(path is null || !(File.Exists(path) || Directory.Exists(path)), $"The data '{relativePath}' is not there: set MODELGEN_DATA to the folder that has it.");
        return path!;
    }

    private static string? Find()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "ModelGen.sln")))
            {
                string data = Path.Combine(folder.FullName, "..", "shared", "data");
                return Directory.Exists(data) ? data : null;
            }
        }

        return null;
    }
}
