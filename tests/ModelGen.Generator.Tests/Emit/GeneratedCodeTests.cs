using System.Linq;
using System.Text;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using ModelGen.Compiler;
using ModelGen.Generator.Tests.Harness;
using ModelGen.IR;
using ModelGen.IR.Text;

namespace ModelGen.Generator.Tests.Emit;

/// <summary>What the generator writes.</summary>
public sealed partial class GeneratedCodeTests
{
    [Fact]
    public Task Members_of_a_model() => Verify(Source(Models.WeightedDigits, "Samples.DigitClassifier.g.cs"), "cs");

    [Fact]
    public Task Members_of_a_model_with_several_outputs() => Verify(Source(Models.ResidualProject, "Samples.Residual.g.cs"), "cs");

    [Fact]
    public Task Members_of_a_model_with_results_in_bytes() => Verify(Source(Models.ByteResultProject, "Samples.Detector.g.cs"), "cs");

    [Fact]
    public void The_description_of_a_model_has_the_quantization_of_its_results() => Assert.Contains(
        "byteOutputs: new global::System.Collections.Generic.Dictionary<string, global::ModelGen.Quantization> { [\"Boxes\"] = new(global::System.BitConverter.Int32BitsToSingle(0x",
        Source(Models.ByteResultProject, "Samples.Detector.Kernels.g.cs"),
        System.StringComparison.Ordinal);

    [Fact]
    public Task Part_of_a_module() => Verify(Source(Models.ResidualProject, "Samples.Block.g.cs"), "cs");

    [Fact]
    public Task Kernels_of_a_small_model() => Verify(Source(TestProject.Of(Tiny), "Tiny.Kernels.g.cs"), "cs");

    [Fact]
    public Task Kernels_of_a_quantized_model() => Verify(Source(TestCalibrations.Calibrate(TestProject.Of(TinyQuantized)), "TinyQuantized.Kernels.g.cs"), "cs");

    [Fact]
    public Task Kernels_of_a_quantized_convolution_in_two_forms() =>
        Verify(Source(TestCalibrations.Calibrate(TestProject.Of(WideQuantized)), "WideQuantized.Kernels.g.cs"), "cs");

    [Fact]
    public Task Passes_over_the_residual_model()
    {
        string kernels = Source(Models.ResidualProject, "Samples.Residual.Kernels.g.cs");
        Match text = GraphText().Match(kernels);
        Graph graph = GraphParser.Parse(Regex.Replace(text.Groups["text"].Value, "^ +", "", RegexOptions.Multiline));
        string[] last = GraphPrinter.Print(graph).Split('\n');
        var dump = new StringBuilder("traced\n").Append(GraphPrinter.Print(graph));
        ModelGen.Compiler.Pipeline.Run(graph, new PipelineOptions
        {
            AfterPass = (pass, result) =>
            {
                string[] now = GraphPrinter.Print(result).Split('\n');
                dump.Append('\n').Append(pass).Append(now.SequenceEqual(last) ? ": nothing\n" : "\n");
                dump.AppendJoin("", last.Except(now).Select(l => $"- {l}\n")).AppendJoin("", now.Except(last).Select(l => $"+ {l}\n"));
                last = now;
            },
        });
        return Verify(dump.ToString());
    }

    [Fact]
    public void Lines_are_short_enough_to_read()
    {
        foreach (string line in AllLines().Where(l => !l.TrimStart().StartsWith('%')))
        {
            Assert.True(line.Length <= 200, $"{line.Length} characters: {line}");
        }
    }

    [Fact]
    public void Every_kernel_is_headed_by_layer_and_shape()
    {
        string[] lines = [.. AllLines()];
        int kernels = 0;
        for (int i = 0; i < lines.Length; i++)
        {
            if (KernelDeclaration().Match(lines[i]) is { Success: true })
            {
                string[] head = [.. lines[..i].Reverse().TakeWhile(l => l.Length > 0 && l.Trim() != "{")];
                Assert.Contains(head, l => l.TrimStart().StartsWith("// for ", System.StringComparison.Ordinal));
                Assert.Contains(head, l => KernelHead().IsMatch(l));
                kernels++;
            }
        }

        Assert.True(kernels >= 5, $"Only {kernels} kernels were recognised.");
    }

    [Fact]
    public void Equal_layers_share_a_kernel()
    {
        string source = Source(TestProject.Of("""
            using ModelGen;
            using static ModelGen.Ops;
            [Model]
            public sealed partial class Chain
            {
                private readonly Dense[] layers = [new(8), new(8), new(8), new(8)];
                public Tensor Forward([Input(8)] Tensor x)
                {
                    foreach (var layer in layers)
                    {
                        x = Relu(layer.Forward(x));
                    }

                    return x;
                }
            }
            """) with { ParseOptions = new(Microsoft.CodeAnalysis.CSharp.LanguageVersion.CSharp14) }, "Chain.Kernels.g.cs");
        Assert.Single(source.Split('\n'), l => KernelDeclaration().IsMatch(l));
    }

    [Fact]
    public void No_two_kernels_have_the_same_body()
    {
        foreach (string file in Files())
        {
            string[] bodies = [.. KernelDeclaration().Split(file).Skip(1).Select(b => b.Split("\n        // for ")[0])];
            Assert.Equal(bodies.Length, bodies.Distinct().Count());
        }
    }

    private const string Tiny = """
        using ModelGen;
        using static ModelGen.Ops;

        /// <summary>One convolution and one activation.</summary>
        [Model]
        public sealed partial class Tiny
        {
            private readonly Conv2D conv = new(4, kernel: 1);

            /// <summary>Features.</summary>
            public Tensor Forward([Input(4, 4, 3)] Tensor image) => Relu(conv.Forward(image));
        }
        """;

    private const string WideQuantized = """
        using ModelGen;
        using static ModelGen.Ops;

        /// <summary>Convolutions that Winograd's algorithm can compute: in both dimensions, with a residual addition, and along columns.</summary>
        [Model]
        public sealed partial class WideQuantized
        {
            private readonly Conv2D conv = new(32, kernel: 3, padding: 1);
            private readonly Conv2D tall = new(16, kernel: 5);

            /// <summary>Features.</summary>
            public Tensor Forward([Input(8, 8, 32)] Tensor image) => tall.Forward(Relu(conv.Forward(image) + image));
        }
        """;

    private const string TinyQuantized = """
        using ModelGen;
        using static ModelGen.Ops;

        /// <summary>Two convolutions, the second with a residual addition, and one that stays in single precision.</summary>
        [Model]
        public sealed partial class TinyQuantized
        {
            private readonly Conv2D stem = new(8, kernel: 3, padding: 1);
            private readonly Conv2D block = new(8, kernel: 1);
            [Precision(Precision.F32)]
            private readonly Conv2D head = new(4, kernel: 1);

            /// <summary>Features.</summary>
            public Tensor Forward([Input(4, 4, 3)] Tensor image)
            {
                var x = Relu(stem.Forward(image));
                return head.Forward(Relu(block.Forward(x) + x));
            }
        }
        """;

    private static string[] Files() =>
    [
        .. GeneratorSession.RunOnce(Models.ResidualProject.With("Digits.cs", Models.Digits)).ExpectClean().Sources.Select(s => s.Value),
    ];

    private static System.Collections.Generic.IEnumerable<string> AllLines() => Files().SelectMany(f => f.Split('\n'));

    private static string Source(TestProject project, string hint) => GeneratorSession.RunOnce(project).ExpectClean().Sources[hint];

    [GeneratedRegex(@"internal static void \w+<S, V>")]
    private static partial Regex KernelDeclaration();

    [GeneratedRegex(@"^ +// \w+: .*\d")]
    private static partial Regex KernelHead();

    [GeneratedRegex("ModelGraph = \"\"\"\n(?<text>.*?)\n *\"\"\"", RegexOptions.Singleline)]
    private static partial Regex GraphText();
}
