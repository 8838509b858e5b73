using System;
using System.IO;
using System.Linq;
using System.Text.Json;
using ModelGen.Tests;

namespace ModelGen.Package.Tests;

/// <summary>What an editor asks of a project before anything was built: the compiler's arguments.</summary>
[Collection(nameof(PackedModelGen))]
public sealed class DesignTimeBuildTests(PackedModelGen package)
{
    [Fact]
    public void The_header_of_the_weights_reaches_the_generator()
    {
        using TemporaryProject project = package.CreateFolder();
        project.Write("Editor.csproj", package.ProjectText(""));
        project.Write("DigitClassifier.cs", File.ReadAllBytes(PackedModelGen.Sample("Digits/DigitClassifier.cs")));
        project.Write("digits.calibration.json", File.ReadAllBytes(PackedModelGen.Sample("Digits/digits.calibration.json")));
        project.Write("digits.safetensors", File.ReadAllBytes(PackedModelGen.Sample("Digits/digits.safetensors")));
        (int restored, string log) = DotNet.Run(project.Folder, "restore", "-v", "q", "-nologo");
        Assert.True(restored == 0, log);

        (int built, string output) = DotNet.Run(
            project.Folder,
            "msbuild",
            "-nologo",
            "-t:Compile",
            "-p:DesignTimeBuild=true",
            "-p:SkipCompilerExecution=true",
            "-p:ProvideCommandLineArgs=true",
            "-getItem:CscCommandLineArgs");
        Assert.True(built == 0, output);
        using JsonDocument json = JsonDocument.Parse(output);
        string[] arguments = [.. json.RootElement.GetProperty("Items").GetProperty("CscCommandLineArgs").EnumerateArray().Select(i => i.GetProperty("Identity").GetString()!)];

        Assert.Contains("ModelGen.Generator.dll", arguments.Where(a => a.StartsWith("/analyzer:", StringComparison.Ordinal)).Select(Path.GetFileName));
        string manifest = Assert.Single(arguments, a => a.StartsWith("/additionalfile:", StringComparison.Ordinal) && !a.Contains(".calibration.json", StringComparison.Ordinal))["/additionalfile:".Length..].Trim('"');
        Assert.Contains("conv1.weight", File.ReadAllText(Path.Combine(project.Folder, manifest)), StringComparison.Ordinal);

        string config = arguments.Single(a => a.EndsWith(".GeneratedMSBuildEditorConfig.editorconfig", StringComparison.Ordinal))["/analyzerconfig:".Length..].Trim('"');
        string text = File.ReadAllText(Path.Combine(project.Folder, config)).ReplaceLineEndings("\n");
        Assert.Contains($"/{manifest.Replace('\\', '/')}]\nbuild_metadata.AdditionalFiles.ModelGenWeights = digits.safetensors\n", text, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(project.Folder, "Editor.dll", SearchOption.AllDirectories));
    }
}
