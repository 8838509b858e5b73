using System.Linq;
using ModelGen.Generator.Tracing;

namespace ModelGen.Generator.Tests.Tracing;

/// <summary>The constructs of C# that a network may be written with.</summary>
public class ConstructTests
{
    [Fact]
    public void A_layer_an_operator_and_the_names_of_parameters_make_nodes()
    {
        string text = Model("private readonly Dense classifier = new(3);", "return Softmax(classifier.Forward(Flatten(x)));");

        Assert.Equal(
            """
            graph Net
            %0 = Input() {name="x", type=f32[1, 4, 4, 2]} : f32[1, 4, 4, 2]
            %1 = Reshape(%0) {shape=[1, 32]} : f32[1, 32]
            %2 = Parameter() {path="classifier.weight", type=f32[3, 32]} : f32[3, 32] @classifier
            %3 = Parameter() {path="classifier.bias", type=f32[3]} : f32[3] @classifier
            %4 = Dense(%1, %2, %3) : f32[1, 3] @classifier
            %5 = Softmax(%4) {axis=1} : f32[1, 3]
            output output = %5

            """.ReplaceLineEndings("\n"),
            text);
    }

    [Theory]
    [InlineData("for (int i = 0; i < 3; i++) { x = Relu(x); } return x;")]
    [InlineData("foreach (int i in new[] { 1, 2, 3 }) { x = Relu(x); } return x;")]
    [InlineData("int i = 3; while (i-- > 0) x = Relu(x); return x;")]
    [InlineData("int i = 0; do { x = Relu(x); i += 1; } while (i < 3); return x;")]
    [InlineData("for (int i = 0; ; i++) { if (i == 1) continue; if (i == 4) break; x = Relu(x); } return x;")]
    [InlineData("foreach (var f in new Func<Tensor, Tensor>[] { Relu, y => Relu(y), Local }) x = f(x); return x; static Tensor Local(Tensor y) => Relu(y);")]
    [InlineData("var y = new Tensor[3]; for (int i = 0; i < y.Length; i++) { y[i] = Relu(x); x = y[i]; } return y[^1];")]
    [InlineData("(int a, int b) = (1, 2); for (int i = 0; i < a + b; i++) x = Relu(x); return x;")]
    [InlineData("int n = x.Shape[3] switch { 2 => 3, _ => 0 }; for (int i = 0; i < n; i++) x = Relu(x); return x;")]
    [InlineData("int n = 0; switch (x.Shape.Rank) { case 4 when n == 0: n = 3; break; default: n = 1; break; } for (; n > 0; n--) x = Relu(x); return x;")]
    [InlineData("for (int i = 0; i < Math.Max(1, Math.Min(3, 7)); ++i) x = Relu(x); return x;")]
    [InlineData("return Repeat(x, times: 3);")]
    [InlineData("return Enumerable.Range(0, 3).Aggregate(x, (y, _) => Relu(y));")]
    [InlineData("Conv2D? none = null; return none is null ? Relu(Relu(Relu(x))) : none.Forward(x);")]
    [InlineData("Conv2D? none = null; return Relu(Relu(Relu(none?.Forward(x) ?? x)));")]
    [InlineData("ArgumentNullException.ThrowIfNull(x); return Relu(Relu(Relu(x!)));")]
    [InlineData("var (y, (z, _)) = (Relu(x), (Relu(x), 3)); return Relu(y);", 3)]
    public void Code_runs_at_compile_time(string body, int relus = 3)
    {
        string text = Model("", body, "private static Tensor Repeat(Tensor x, int times = 1) => times == 0 ? x : Repeat(Relu(x), times - 1);");
        Assert.Equal(relus, text.Split("Relu(").Length - 1);
    }

    [Theory]
    [InlineData("MathF.Sqrt(x.Shape[1] * 4)", "4")]
    [InlineData("(float)Math.Sqrt(x.Shape[1] * 4)", "4")]
    [InlineData("MathF.Exp(1f)", "2.71828175")]
    [InlineData("MathF.Log2(8)", "3")]
    [InlineData("MathF.Pow(2, -1)", "0.5")]
    [InlineData("MathF.Floor(2.5f) + MathF.Ceiling(0.5f) + MathF.Truncate(1.5f) + MathF.Round(2.5f)", "6")]
    [InlineData("MathF.Abs(-2) * MathF.Max(1, 3) - MathF.Min(1, 3) + MathF.Sign(-5f)", "4")]
    [InlineData("Math.Clamp(7, 1, 5)", "5")]
    public void Numbers_are_those_of_C_sharp(string expression, string number) =>
        Assert.Contains($"Literal() {{shape=[], values=[{number}]}}", Model("", $"return x * ({expression});"), System.StringComparison.Ordinal);

    [Theory]
    [InlineData("private readonly Block[] blocks = [new(2), new(2, stride: 2)];")]
    [InlineData("private readonly Block[] blocks = new Block[] { new(2), new Block(2, 2) };")]
    [InlineData("private readonly IReadOnlyList<Block> blocks = Enumerable.Range(1, 2).Select(i => new Block(2, i)).ToArray();")]
    [InlineData("private readonly List<Block> blocks = new() { new(2), new(2, stride: 2) };")]
    [InlineData("private readonly Block[] blocks; public Net() { blocks = new Block[2]; for (int i = 0; i < 2; i++) { blocks[i] = new Block(2, i + 1); } }")]
    [InlineData("private static readonly (int C, int S)[] Plan = [(2, 1), (2, 2)]; private readonly Block[] blocks = [.. Plan.Select(p => new Block(p.C, p.S))];")]
    public void Lists_of_modules_are_built(string fields)
    {
        TraceResult result = TraceRunner.Trace(Source(fields, "foreach (var block in blocks) x = block.Forward(x); return x;", "") + BlockSource);

        Assert.Empty(result.Diagnostics.Select(d => d.ToDiagnostic().ToString()));
        Assert.Equal(["blocks.0.conv.weight", "blocks.1.conv.weight", "blocks.1.0.weight"], result.Graph!.Select<IR.Operators.Parameter>().Select(p => p.Operator.Path));
        Assert.True(result.Declaration!.Fields.Single().IsList);
    }

    [Fact]
    public void A_layer_used_twice_shares_its_parameters()
    {
        string text = Model("private readonly Conv2D conv = new(2, 3, padding: 1, bias: false);", "return conv.Forward(conv.Forward(x));");
        Assert.Equal(2, text.Split("Parameter(").Length);
        Assert.Equal(3, text.Split("Conv2D(").Length);
    }

    [Fact]
    public void Several_inputs_and_outputs_are_named_and_batched()
    {
        TraceResult result = TraceRunner.Trace(
            """
            [Model(Batch = 2, Calibration = "net.calibration.json"), Target(Backend.Npu, Preset = "vta-pynq")]
            public sealed partial class Net
            {
                private readonly Embedding words = new(10, 4);
                private readonly Parameter scale = new(4);
                public (Tensor Sum, Tensor) Forward([Input(3, Type = ElementType.Int32)] Tensor tokens, [Input(3, 4)] Tensor offset)
                {
                    var x = words.Forward(tokens) * scale.Value;
                    Tensor[] parts = Split(x, 2, axis: -1);
                    return (x + offset - 0.5f, Concat(1, parts));
                }
            }
            """);

        Assert.Empty(result.Diagnostics.Select(d => d.ToDiagnostic().ToString()));
        Assert.Equal(["Sum", "output1"], result.Graph!.Outputs.Select(o => o.Name));
        Assert.Equal(["tokens", "offset"], result.Declaration!.Inputs.Select(i => i.Name));
        Assert.Equal(new Shape(2, 3), result.Declaration.Inputs[0].Type.Shape);
        Assert.Equal(["words.weight", "scale"], result.Graph.Select<IR.Operators.Parameter>().Select(p => p.Operator.Path));
        Assert.Equal("Npu", result.Declaration.Targets.Single().Backend);
    }

    [Fact]
    public void A_line_above_changes_locations_and_not_the_graph()
    {
        string source = Source("private readonly Dense d = new(3);", "return d.Forward(x);", "");
        TraceResult before = TraceRunner.Trace(source), after = TraceRunner.Trace("// a line\n" + source), again = TraceRunner.Trace(source);

        Assert.Equal(before, again);
        Assert.Equal(before.Graph, after.Graph);
        Assert.Equal(before.Declaration, after.Declaration);
        Assert.NotEqual(before.Sources, after.Sources);
    }

    private const string BlockSource = """

        [Module]
        public sealed partial class Block(int channels, int stride = 1)
        {
            private readonly Conv2D conv = new(channels, 3, stride, padding: 1, bias: false);
            [Name("0")] private readonly Conv2D? down = stride == 1 ? null : new(channels, 1, stride, bias: false);
            public Tensor Forward(Tensor x) => Relu(conv.Forward(x) + (down?.Forward(x) ?? x));
        }
        """;

    private static string Model(string fields, string body, string members = "") => TraceRunner.Graph(Source(fields, body, members));

    private static string Source(string fields, string body, string members) =>
        $$"""
        [Model]
        public sealed partial class Net
        {
            {{fields}}
            public Tensor Forward([Input(4, 4, 2)] Tensor x)
            {
                {{body}}
            }
            {{members}}
        }
        """;
}
