using System;
using System.IO;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using ModelGen.Generator.Tests.Harness;
using ModelGen.Generator.Tests.Tracing;

namespace ModelGen.Generator.Tests.Diagnostics;

/// <summary>For each diagnostic that takes more than a trace, a project that has it, at the place between the marks.</summary>
internal static class ProjectDiagnosticCases
{
    private const string Weighted =
        """
        [Model(Weights = "net.safetensors")]
        internal sealed partial class Net
        {
            private readonly Dense dense = new(2);

            public Tensor Forward([Input(3)] Tensor x) => dense.Forward(x);
        }
        """;

    private const string DenseTensor = """
        "dense/Dense": { "min": -8, "max": 8, "scale": 0.0625, "zeroPoint": 128 },

        """;

    private const string PooledTensors = """
        "/MaxPool": { "min": -8, "max": 8, "scale": 0.0625, "zeroPoint": 128 },
        "dense/Conv2D": { "min": -8, "max": 8, "scale": 0.0625, "zeroPoint": 128 },

        """;

    private const string Profile =
        $$"""
        {
          "version": 1,
          "model": "Net",
          "method": "min-max",
          "element": "u8",
          "rounding": "onnx",
          "tensors": {
        {{DenseTensor}}    "input:x": { "min": 0, "max": 63.75, "scale": 0.25, "zeroPoint": 0 }
          }
        }

        """;

    private static readonly string Calibrated = Weighted.Replace("Weights = \"net.safetensors\"", "Calibration = \"net.calibration.json\"", StringComparison.Ordinal);

    private static readonly string Targeted = Calibrated.Replace("\ninternal", "\n[Target(Backend.Npu, Preset = \"ethos-u55-32\")]\ninternal", StringComparison.Ordinal);

    private const string Header = "modelgen weights 1\nhash 00\n";

    /// <summary>Id, source, the manifest of net.safetensors if there is one, and net.calibration.json if there is one. One of source and calibration is marked.</summary>
    public static TheoryData<string, string, string?, string?> Marked { get; } = new()
    {
        {
            "MG0109",
            """
            [Model]
            internal sealed partial class Net
            {
                private readonly Library.Block block = [|new()|];

                public Tensor Forward([Input(3)] Tensor x) => block.Forward(x);
            }
            """,
            null,
            null
        },
        { "MG0401", Weighted.Replace("Net\n", "[|Net|]\n", StringComparison.Ordinal), null, null },
        { "MG0402", Weighted.Replace("dense =", "[|dense|] =", StringComparison.Ordinal), Header + "F32 [2, 3] dense.weight\n", null },
        { "MG0403", Weighted.Replace("Net\n", "[|Net|]\n", StringComparison.Ordinal), Header + "F32 [2] dense.bias\nF32 [2, 3] dense.weight\nF32 [7] other\n", null },
        { "MG0404", Weighted.Replace("dense =", "[|dense|] =", StringComparison.Ordinal), Header + "F32 [2] dense.bias\nF32 [2, 4] dense.weight\n", null },
        { "MG0405", Weighted.Replace("dense =", "[|dense|] =", StringComparison.Ordinal), Header + "F32 [2] dense.bias\nI8 [2, 3] dense.weight\n", null },
        {
            "MG0501",
            """
            [Model]
            internal sealed partial class Net
            {
                public Tensor Forward([Input(20000, 20000)] Tensor x)
                {
                    var y = Exp(x);
                    return [|MatMul(x, y) + y|];
                }
            }
            """,
            null,
            null
        },
        { "MG0406", Calibrated.Replace("Net\n", "[|Net|]\n", StringComparison.Ordinal), null, null },
        { "MG0407", Calibrated, null, Profile.Replace("\"scale\": 0.25", "\"scale\": [||]-0.25", StringComparison.Ordinal) },
        { "MG0408", Calibrated.Replace("Net\n", "[|Net|]\n", StringComparison.Ordinal), null, Profile.Replace("\"Net\"", "\"Other\"", StringComparison.Ordinal) },
        { "MG0502", Calibrated.Replace("dense.Forward(x)", "[|dense.Forward(x)|]", StringComparison.Ordinal), null, Profile.Replace(DenseTensor, "", StringComparison.Ordinal) },
        {
            "MG0503",
            Targeted.Replace("Dense dense = new(2)", "Conv2D dense = new(2, kernel: 1)", StringComparison.Ordinal).Replace("Input(3)", "Input(242, 242, 1)", StringComparison.Ordinal)
                .Replace("dense.Forward(x)", "[|MaxPool(dense.Forward(x), 240, stride: 1)|]", StringComparison.Ordinal),
            null,
            Profile.Replace(DenseTensor, PooledTensors, StringComparison.Ordinal)
        },
        { "MG0506", Targeted.Replace("Net\n", "[|Net|]\n", StringComparison.Ordinal), null, Profile },
        { "MG0901", Weighted.Replace("Net\n", "[|Net|]\n", StringComparison.Ordinal), "no manifest", null },
    };

    /// <summary>The project of a case.</summary>
    public static TestProject Project(string source, string? manifest, string? calibration)
    {
        TestProject project = TestProject.Of(source) with { References = [Library()] };
        project = manifest is null ? project : project.WithManifest("net.safetensors", manifest);
        return calibration is null ? project : project.WithCalibration("net.calibration.json", calibration);
    }

    private static PortableExecutableReference Library()
    {
        CSharpCompilation blocks = TraceRunner
            .Compile("namespace Library { [Module] public sealed partial class Block { public Tensor Forward(Tensor x) => Relu(x); } }")
            .WithAssemblyName("Library");
        using var image = new MemoryStream();
        Assert.True(blocks.Emit(image).Success);
        return MetadataReference.CreateFromImage(image.ToArray());
    }
}
