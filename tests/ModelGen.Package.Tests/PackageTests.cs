using System;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Xml.Linq;
using ModelGen.Tests;

namespace ModelGen.Package.Tests;

/// <summary>The package as its users get it: packed, restored from a folder without any other source, built against, run.</summary>
[Collection(nameof(PackedModelGen))]
public sealed class PackageTests(PackedModelGen package)
{
    [Fact]
    public void A_project_that_has_nothing_but_the_package_builds_and_runs()
    {
        using TemporaryProject project = package.CreateFolder();
        project.Write("Consumer.csproj", package.ProjectText("<OutputType>Exe</OutputType>"));
        File.Copy(PackedModelGen.Sample("Digits/digits.safetensors"), project["digits.safetensors"]);
        File.Copy(PackedModelGen.Sample("Digits/digits.calibration.json"), project["digits.calibration.json"]);
        File.Copy(PackedModelGen.Sample("Digits/DigitClassifier.cs"), project["DigitClassifier.cs"]);
        project.Write(
            "Program.cs",
            """
            using System;
            using System.Linq;
            using ModelGen;

            var net = Digits.DigitClassifier.Create(new ModelOptions { Precision = Precision.F32 });
            var image = new float[28 * 28];
            for (int row = 4; row < 24; row++)
            {
                image[(28 * row) + 13] = image[(28 * row) + 14] = 1;
            }

            var scores = new float[10];
            net.Run(image, scores);
            float[] eager = net.Forward(new Tensor(new Shape(1, 28, 28, 1), image)).Floats;
            Console.WriteLine($"digit {Array.IndexOf(scores, scores.Max())}, same {scores.Zip(eager).All(p => Math.Abs(p.First - p.Second) < 1e-4f)}");
            Digits.DigitClassifier.Create().Run(image, scores);
            Console.WriteLine($"in 8 bits digit {Array.IndexOf(scores, scores.Max())}");
            """);
        (int built, string log) = DotNet.Run(project.Folder, "build", "-v", "q", "-nologo", "-p:UseSharedCompilation=false");
        Assert.True(built == 0, log);
        (int ran, string output) = DotNet.Run(project.Folder, "bin/Debug/net10.0/Consumer.dll");
        Assert.True(ran == 0, output);
        Assert.Equal("digit 1, same True\nin 8 bits digit 1", output.ReplaceLineEndings("\n").Trim());
        Assert.True(File.ReadAllBytes(project["bin/Debug/net10.0/Consumer.dll"]).AsSpan().IndexOf("MGLINKED"u8) >= 0, "The build did not link the model.");
    }

    [Fact]
    public void The_package_holds_library_analyzers_and_build_task_and_depends_on_nothing()
    {
        using ZipArchive zip = ZipFile.OpenRead(package.File);
        string[] files = [.. zip.Entries.Select(e => e.FullName).Where(n => n.EndsWith(".dll", StringComparison.Ordinal) || n.StartsWith("build/", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];
        Assert.Equal(
            [
                "analyzers/dotnet/cs/ModelGen.CodeFixes.dll",
                "analyzers/dotnet/cs/ModelGen.Compiler.dll",
                "analyzers/dotnet/cs/ModelGen.Core.dll",
                "analyzers/dotnet/cs/ModelGen.Generator.dll",
                "build/ModelGen.props",
                "build/ModelGen.targets",
                "lib/net10.0/ModelGen.Core.dll",
                "lib/net10.0/ModelGen.Runtime.dll",
                "tasks/net10.0/ModelGen.Build.dll",
                "tasks/net10.0/ModelGen.Core.dll",
                "tasks/net10.0/ModelGen.Runtime.dll",
            ],
            files);
        Assert.NotNull(zip.GetEntry("lib/net10.0/ModelGen.Runtime.xml"));
        Assert.NotNull(zip.GetEntry("lib/net10.0/ModelGen.Core.xml"));
        using Stream nuspec = zip.GetEntry("ModelGen.nuspec")!.Open();
        Assert.DoesNotContain(XDocument.Load(nuspec).Descendants(), e => e.Name.LocalName == "dependency");
    }
}
