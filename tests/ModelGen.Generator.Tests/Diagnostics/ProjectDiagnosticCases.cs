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

    private const string Header = "modelgen weights 1\nhash 00\n";

    /// <summary>Id, marked source, and the manifest of net.safetensors if there is one.</summary>
    public static TheoryData<string, string, string?> Marked { get; } = new()
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
            null
        },
        { "MG0401", Weighted.Replace("Net\n", "[|Net|]\n", StringComparison.Ordinal), null },
        { "MG0402", Weighted.Replace("dense =", "[|dense|] =", StringComparison.Ordinal), Header + "F32 [2, 3] dense.weight\n" },
        { "MG0403", Weighted.Replace("Net\n", "[|Net|]\n", StringComparison.Ordinal), Header + "F32 [2] dense.bias\nF32 [2, 3] dense.weight\nF32 [7] other\n" },
        { "MG0404", Weighted.Replace("dense =", "[|dense|] =", StringComparison.Ordinal), Header + "F32 [2] dense.bias\nF32 [2, 4] dense.weight\n" },
        { "MG0405", Weighted.Replace("dense =", "[|dense|] =", StringComparison.Ordinal), Header + "F32 [2] dense.bias\nI8 [2, 3] dense.weight\n" },
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
            null
        },
        { "MG0901", Weighted.Replace("Net\n", "[|Net|]\n", StringComparison.Ordinal), "no manifest" },
    };

    /// <summary>The project of a case.</summary>
    public static TestProject Project(string source, string? manifest)
    {
        TestProject project = TestProject.Of(Models.Usings + source) with { References = [Library()] };
        return manifest is null ? project : project.WithManifest("net.safetensors", manifest);
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
