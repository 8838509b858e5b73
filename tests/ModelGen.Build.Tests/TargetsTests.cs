using System;
using System.IO;
using System.Linq;
using System.Reflection;

namespace ModelGen.Build.Tests;

/// <summary>The build targets in projects of their own, built by <c>dotnet build</c>. They need no analyzers and no packages.</summary>
public sealed class TargetsTests : IDisposable
{
    private readonly TargetsProject project = new();

    public TargetsTests() => project.Write("Class.cs", "public class Class;");

    public void Dispose() => project.Dispose();

    [Fact]
    public void Weights_are_embedded_and_described_and_disappear_with_their_file()
    {
        Save("net.safetensors", 2);
        Save("more/other net.safetensors", 3);
        Save("bin/ignored.safetensors", 1);
        Build(0);

        Assert.Equal(["ModelGen/more/other net.safetensors", "ModelGen/net.safetensors"], Resources());
        Assert.Equal([0, 1], Embedded("ModelGen/net.safetensors")["layer.weight"].Floats);
        WeightManifest manifest = WeightManifest.Parse(File.ReadAllText(Manifest("net.safetensors")));
        Assert.Equal(new WeightEntry("layer.weight", "F32", (long[])[2]), Assert.Single(manifest.Entries));
        Assert.Equal(64, manifest.Hash.Length);
        Assert.Equal(["more/other net.safetensors", "net.safetensors"], AdditionalFiles("ModelGenWeights"));

        DateTime written = File.GetLastWriteTimeUtc(Manifest("net.safetensors")), untouched = File.GetLastWriteTimeUtc(Manifest("more/other net.safetensors"));
        Build(0);
        Assert.Equal(written, File.GetLastWriteTimeUtc(Manifest("net.safetensors")));

        Save("net.safetensors", 5);
        File.SetLastWriteTimeUtc(project["net.safetensors"], DateTime.UtcNow.AddSeconds(2));
        Build(0);
        Assert.Equal(5, Embedded("ModelGen/net.safetensors")["layer.weight"].Floats.Length);
        Assert.NotEqual(manifest.Hash, WeightManifest.Parse(File.ReadAllText(Manifest("net.safetensors"))).Hash);
        Assert.Equal(untouched, File.GetLastWriteTimeUtc(Manifest("more/other net.safetensors")));

        File.Delete(project["net.safetensors"]);
        Build(0);
        Assert.Equal(["ModelGen/more/other net.safetensors"], Resources());
        Assert.False(File.Exists(Manifest("net.safetensors")));
    }

    [Fact]
    public void Calibrations_are_shown_to_the_generator_by_their_path()
    {
        project.Write("net.calibration.json", "{}");
        project.Write("more/other net.calibration.json", "{}");
        project.Write("bin/ignored.calibration.json", "{}");
        project.Write("obj/ignored.calibration.json", "{}");
        project.Write("no.json", "{}");
        Build(0);
        Assert.Equal(["more/other net.calibration.json", "net.calibration.json"], AdditionalFiles("ModelGenCalibration"));
        Assert.Empty(AdditionalFiles("ModelGenWeights"));
        Assert.Empty(Resources());

        File.Delete(project["net.calibration.json"]);
        Build(0);
        Assert.Equal(["more/other net.calibration.json"], AdditionalFiles("ModelGenCalibration"));

        Save("net.safetensors", 2);
        WriteProject($"""
            <PropertyGroup><EnableDefaultModelCalibration>false</EnableDefaultModelCalibration></PropertyGroup>
            <ItemGroup><ModelCalibration Include="{project["no.json"]}" /><ModelCalibration Include="./more/other net.calibration.json" /></ItemGroup>
            """);
        Build(0);
        Assert.Equal(["more/other net.calibration.json", "no.json"], AdditionalFiles("ModelGenCalibration"));
        Assert.Equal(["ModelGen/net.safetensors"], Resources());
    }

    [Fact]
    public void Every_malformed_file_is_an_error_with_its_reason()
    {
        project.Write("short.safetensors", [1, 2, 3]);
        byte[] valid = Bytes(2);
        project.Write("cut.safetensors", valid[..^1]);
        project.Write("nan.safetensors", [.. valid[..^4], 0, 0, 0xC0, 0x7F]);
        Save("good.safetensors", 2);
        string output = Build(1);
        Assert.Contains($"{project["short.safetensors"]} : error MG9001: The weights in", output, StringComparison.Ordinal);
        Assert.Contains("it has 3 bytes", output, StringComparison.Ordinal);
        Assert.Contains($"{project["cut.safetensors"]} : error MG9001:", output, StringComparison.Ordinal);
        Assert.Contains($"{project["nan.safetensors"]} : error MG9001:", output, StringComparison.Ordinal);
        Assert.Contains("element 1 of tensor 'layer.weight', F32[2], is not a number", output, StringComparison.Ordinal);
        Assert.DoesNotContain("good.safetensors", output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_file_is_an_error()
    {
        WriteProject("""<ItemGroup><ModelWeights Include="missing.safetensors" /></ItemGroup>""");
        Assert.Contains("missing.safetensors : error MG9002:", Build(1), StringComparison.Ordinal);
    }

    [Fact]
    public void Names_that_have_a_meaning_for_MSBuild_or_in_addresses_are_kept_as_they_are()
    {
        Save("odd #1 (50%20) & ü'.safetensors", 2);
        Build(0);
        Assert.Equal(["ModelGen/odd #1 (50%20) & ü'.safetensors"], Resources());
        Assert.Single(WeightManifest.Parse(File.ReadAllText(Manifest("odd #1 (50%20) & ü'.safetensors"))).Entries);
    }

    [Fact]
    public void Weights_outside_of_the_project_are_named_by_their_relative_path()
    {
        string outside = project["../" + Path.GetFileName(project.Folder) + "-weights.safetensors"];
        File.WriteAllBytes(outside, Bytes(2));
        try
        {
            WriteProject($"""<ItemGroup><ModelWeights Include="{outside}" /></ItemGroup>""");
            Build(0);
            Assert.Equal([$"ModelGen/../{Path.GetFileName(outside)}"], Resources());
            Assert.True(File.Exists(Manifest("__/" + Path.GetFileName(outside))));
        }
        finally
        {
            File.Delete(outside);
        }
    }

    [Fact]
    public void The_switch_leaves_files_alone_and_items_add_them()
    {
        project.Write("bad.safetensors", [1, 2, 3]);
        Save("weights/net.safetensors", 4);
        WriteProject("""<PropertyGroup><EnableDefaultModelWeights>false</EnableDefaultModelWeights></PropertyGroup><ItemGroup><ModelWeights Include="weights/net.safetensors" /></ItemGroup>""");
        Build(0);
        Assert.Equal(["ModelGen/weights/net.safetensors"], Resources());
    }

    private static byte[] Bytes(int count) => TargetsProject.Weights([.. Enumerable.Range(0, count).Select(i => (float)i)]);

    private void Save(string name, int count) => project.Write(name, Bytes(count));

    private void WriteProject(string content) => project.WriteProject(content);

    private string Build(int exitCode) => project.Build(exitCode);

    private string Manifest(string weights) => project[$"obj/Debug/net10.0/modelgen/{weights}.manifest.txt"];

    /// <summary>What the compiler gets to see as metadata of additional files.</summary>
    private string[] AdditionalFiles(string metadata)
    {
        string config = File.ReadAllText(Directory.GetFiles(project["obj"], "*.GeneratedMSBuildEditorConfig.editorconfig", SearchOption.AllDirectories).Single());
        string start = $"build_metadata.AdditionalFiles.{metadata} = ";
        return [.. config.ReplaceLineEndings("\n").Split('\n').Where(line => line.StartsWith(start, StringComparison.Ordinal)).Select(line => line[start.Length..]).Where(v => v.Length > 0).Order(StringComparer.Ordinal)];
    }

    private string[] Resources() => [.. Load().GetManifestResourceNames().Where(n => n.StartsWith("ModelGen/", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];

    private ModelWeights Embedded(string name) => ModelWeights.FromResource(Load(), name);

    /// <summary>From bytes, so that the next build can replace the file; each is another assembly.</summary>
    private Assembly Load() => Assembly.Load(File.ReadAllBytes(project["bin/Debug/net10.0/Small.dll"]));
}
