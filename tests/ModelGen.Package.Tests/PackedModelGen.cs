using System;
using System.IO;
using System.Linq;
using System.Reflection;
using ModelGen.Tests;

namespace ModelGen.Package.Tests;

/// <summary>The package, packed once, and a folder that it is restored into, for all tests.</summary>
[CollectionDefinition(nameof(PackedModelGen))]
public sealed class PackedModelGen : ICollectionFixture<PackedModelGen>, IDisposable
{
    private static readonly string Repository = Metadata("Repository");
    private readonly TemporaryProject folder = new();

    /// <summary>Packs what the build of these tests has built.</summary>
    public PackedModelGen()
    {
        (int code, string output) = DotNet.Run(
            Repository, "pack", "src/ModelGen.Runtime/ModelGen.Runtime.csproj", "-c", Metadata("Configuration"), "--no-build", "-o", folder["source"], "-v", "q", "-nologo");
        Assert.True(code == 0, output);
        File = Assert.Single(Directory.GetFiles(folder["source"], "*.nupkg"));
    }

    /// <summary>The .nupkg file.</summary>
    public string File { get; }

    /// <inheritdoc/>
    public void Dispose() => folder.Dispose();

    /// <summary>A path in the repository's samples.</summary>
    internal static string Sample(string path) => Path.Combine(Repository, "samples", path);

    /// <summary>A folder where the package can be restored and nothing else, and where nothing of the folders above holds.</summary>
    internal TemporaryProject CreateFolder()
    {
        var project = new TemporaryProject();
        project.Write(
            "nuget.config",
            $"""<configuration><packageSources><clear /><add key="local" value="{folder["source"]}" /></packageSources></configuration>""");
        project.Write(
            "Directory.Build.props",
            $"<Project><PropertyGroup><RestorePackagesPath>{folder["packages"]}</RestorePackagesPath><NuGetAudit>false</NuGetAudit></PropertyGroup></Project>");
        return project;
    }

    /// <summary>The text of a project file for .NET 10 that uses the package.</summary>
    internal string ProjectText(string properties, string items = "") =>
        $"""
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup>
            <TargetFramework>net10.0</TargetFramework>
            <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
            {properties}
          </PropertyGroup>
          <ItemGroup>
            <PackageReference Include="ModelGen" Version="{Path.GetFileNameWithoutExtension(File)["ModelGen.".Length..]}" />
            {items}
          </ItemGroup>
        </Project>
        """;

    private static string Metadata(string key) => typeof(PackedModelGen).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == key).Value!;
}
