using System;
using System.IO;
using System.Linq;
using ModelGen.Tests;

namespace ModelGen.Package.Tests;

/// <summary>Generated code in a project whose settings suit it badly, with every model of the samples.</summary>
[Collection(nameof(PackedModelGen))]
public sealed class HostileProjectTests(PackedModelGen package)
{
    private const string Settings =
        """
        <CheckForOverflowUnderflow>true</CheckForOverflowUnderflow>
        <Nullable>disable</Nullable>
        <ImplicitUsings>disable</ImplicitUsings>
        <AllowUnsafeBlocks>false</AllowUnsafeBlocks>
        <AnalysisMode>All</AnalysisMode>
        <EnforceCodeStyleInBuild>true</EnforceCodeStyleInBuild>
        <GenerateDocumentationFile>true</GenerateDocumentationFile>
        <WarningLevel>9999</WarningLevel>
        <Features>strict</Features>
        """;

    /// <summary>The samples' own files are written for other settings, and are not what is tested.</summary>
    private const string NotTested = "#nullable enable annotations\n#pragma warning disable\n";

    private const string Program =
        """
        using System;
        using System.Linq;
        using ModelGen;

        Compare<Zoo.ResNet8>(1e-3f);
        Compare<Zoo.DsCnn>(1e-3f);
        Compare<Zoo.Autoencoder>(1e-3f);
        Compare<Digits.DigitClassifier>(1e-3f, Precision.F32);
        Compare<Digits.DigitClassifier>(1, Precision.Int8);

        static void Compare<TModel>(float tolerance, Precision? precision = null)
            where TModel : IModel<TModel>
        {
            ModelInfo info = TModel.Info;
            TModel net = TModel.Create(ModelWeights.Random(info, 1), new ModelOptions { Precision = precision });
            float[] values = [.. Enumerable.Range(0, info.Inputs[0].Type.Shape.ElementCount).Select(i => i % 7 / 7f)];
            float[] output = new float[info.Outputs[0].Type.Shape.ElementCount];
            net.Run([values], [output]);
            var eager = (Tensor)typeof(TModel).GetMethod("Forward").Invoke(net, [new Tensor(info.Inputs[0].Type.Shape, values)]);
            Console.WriteLine($"{info.Name} {output.Zip(eager.Floats).All(p => Math.Abs(p.First - p.Second) <= tolerance * (1 + Math.Abs(p.Second)))}");
        }
        """;

    [Fact]
    public void Generated_code_builds_without_a_warning_and_computes_the_same()
    {
        using TemporaryProject project = package.CreateFolder();
        project.Write("Library/Library.csproj", package.ProjectText(Settings));
        foreach (string file in new[] { "Digits/DigitClassifier.cs" }.Concat(Models("Zoo/Vision")).Concat(Models("Zoo/Audio")))
        {
            project.Write("Library/Models/" + Path.GetFileName(file), NotTested + File.ReadAllText(PackedModelGen.Sample(file)));
        }

        project.Write("Library/digits.safetensors", File.ReadAllBytes(PackedModelGen.Sample("Digits/digits.safetensors")));
        project.Write("Library/digits.calibration.json", File.ReadAllBytes(PackedModelGen.Sample("Digits/digits.calibration.json")));
        project.Write("Program/Program.csproj", package.ProjectText("<OutputType>Exe</OutputType>", """<ProjectReference Include="../Library/Library.csproj" />"""));
        project.Write("Program/Program.cs", Program);

        (int built, string log) = DotNet.Run(project["Program"], "build", "-v", "q", "-nologo", "-p:UseSharedCompilation=false");
        Assert.True(built == 0 && !log.Contains("warning", StringComparison.Ordinal), log);
        (int ran, string output) = DotNet.Run(project["Program"], "bin/Debug/net10.0/Program.dll");
        Assert.True(ran == 0, output);
        Assert.Equal("ResNet8 True\nDsCnn True\nAutoencoder True\nDigitClassifier True\nDigitClassifier True", output.ReplaceLineEndings("\n").Trim());
    }

    private static string[] Models(string folder) => [.. Directory.GetFiles(PackedModelGen.Sample(folder), "*.cs").Select(f => Path.Combine(folder, Path.GetFileName(f)))];
}
