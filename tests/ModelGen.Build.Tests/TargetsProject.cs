using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using ModelGen.Tests;

namespace ModelGen.Build.Tests;

/// <summary>A project of its own, <c>Small</c>, with the build targets and the task. It needs no analyzers and no packages.</summary>
internal sealed class TargetsProject : IDisposable
{
    private static readonly string BuildFolder = typeof(TargetsProject).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "BuildFolder").Value!;
    private readonly TemporaryProject project = new();

    public TargetsProject()
    {
        // Nothing of the folders above holds for the project.
        project.Write("Directory.Build.props", $"""<Project><Import Project="{BuildFolder}ModelGen.props" /></Project>""");
        project.Write(
            "Directory.Build.targets",
            $"""
            <Project>
              <PropertyGroup><ModelGenTaskAssembly>{AppContext.BaseDirectory}ModelGen.Build.dll</ModelGenTaskAssembly></PropertyGroup>
              <Import Project="{BuildFolder}ModelGen.targets" />
            </Project>
            """);
        WriteProject("");
    }

    public string Folder => project.Folder;

    public string this[string name] => project[name];

    /// <summary>A weights file with the tensor <c>layer.weight</c>.</summary>
    public static byte[] Weights(float[] values)
    {
        string path = Path.GetTempFileName();
        try
        {
            ModelWeights.Create(new Dictionary<string, Tensor> { ["layer.weight"] = new Tensor(new Shape(values.Length), values) }).Save(path);
            return File.ReadAllBytes(path);
        }
        finally
        {
            File.Delete(path);
        }
    }

    public void Write(string name, string text) => project.Write(name, text);

    public void Write(string name, byte[] bytes) => project.Write(name, bytes);

    public void WriteProject(string content, string properties = "") => project.Write(
        "Small.csproj",
        $"""<Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><TargetFramework>net10.0</TargetFramework>{properties}</PropertyGroup>{content}</Project>""");

    /// <summary>Builds, and returns what was printed.</summary>
    public string Build(int exitCode, params string[] arguments)
    {
        (int code, string output) = DotNet.Run(project.Folder, ["build", "-v", "q", "-nologo", "-p:UseSharedCompilation=false", .. arguments]);
        Assert.True(code == exitCode, output);
        return output;
    }

    public void Dispose() => project.Dispose();
}
