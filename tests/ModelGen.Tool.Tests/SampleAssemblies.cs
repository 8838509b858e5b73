using System.IO;
using System.Linq;
using System.Reflection;

namespace ModelGen.Tool.Tests;

/// <summary>The samples, where their builds left them.</summary>
internal static class SampleAssemblies
{
    public static string Digits { get; } = Metadata("Digits");

    public static string Zoo { get; } = Metadata("Zoo");

    internal static string Metadata(string key) =>
        Path.GetFullPath(typeof(SampleAssemblies).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == key).Value!);
}
