using System.Linq;
using ModelGen.Generator.Tracing;

namespace ModelGen.Generator.Tests.Tracing;

/// <summary>Which scopes [Precision] keeps in single precision.</summary>
public sealed class PrecisionTests
{
    private const string Modules =
        """
        [Module]
        public sealed partial class Block(int channels)
        {
            private readonly Conv2D first = new(channels, kernel: 3, padding: 1);
            [Precision(Precision.Int8)]
            private readonly Conv2D second = new(channels, kernel: 3, padding: 1);

            public Tensor Forward(Tensor x) => Relu(second.Forward(Relu(first.Forward(x))) + x);
        }

        [Module]
        public sealed partial class Stage(int count)
        {
            private readonly Block[] blocks = Enumerable.Range(0, count).Select(_ => new Block(4)).ToArray();

            public Tensor Forward(Tensor x)
            {
                foreach (var block in blocks)
                {
                    x = block.Forward(x);
                }

                return x;
            }
        }

        """;

    [Fact]
    public void Fields_without_the_attribute_are_quantized() => Assert.Empty(Trace("", "", "").FloatScopes);

    [Fact]
    public void A_layer_stays_in_single_precision() => Assert.Equal(["stem.0"], Trace("[Precision(Precision.F32)]", "", "").FloatScopes);

    [Fact]
    public void A_module_does_with_everything_below_it_but_what_says_otherwise()
    {
        TraceResult result = Trace("", "[Precision(Precision.F32)]", "");
        string[] expected = ["stages", "stages.blocks.0", "stages.blocks.0.first", "stages.blocks.1", "stages.blocks.1.first"];
        Assert.Equal(expected, result.FloatScopes);
        string[] scopes = [.. result.Graph!.Nodes.Where(n => n.Operator is not IR.Operators.Parameter).Select(n => n.Scope).Distinct()];
        Assert.Equal(
            ["", "head.0", "head.1", "stages.blocks.0.second", "stages.blocks.1.second", "stem.0"],
            scopes.Except(result.FloatScopes).Order(System.StringComparer.Ordinal));
        Assert.Equal(["stages.blocks.0", "stages.blocks.0.first", "stages.blocks.1", "stages.blocks.1.first"], scopes.Intersect(result.FloatScopes).Order(System.StringComparer.Ordinal));
    }

    [Fact]
    public void Every_element_of_a_list_does() => Assert.Equal(["head.0", "head.1"], Trace("", "", "[Precision(Precision.F32)]").FloatScopes);

    [Fact]
    public void The_attribute_of_an_automatic_property_is_that_of_its_field()
    {
        TraceResult result = TraceRunner.Trace(
            """
            [Model(Calibration = "net.calibration.json")]
            public sealed partial class Net
            {
                [field: Precision(Precision.F32)]
                private Dense Dense { get; } = new(2);

                public Tensor Forward([Input(8)] Tensor x) => Dense.Forward(x);
            }
            """);
        Assert.Empty(result.Diagnostics);
        Assert.Equal(["Dense"], result.FloatScopes);
    }

    [Fact]
    public void It_is_no_part_of_the_graph() => Assert.Equal(Trace("", "", "").Graph, Trace("[Precision(Precision.F32)]", "[Precision(Precision.F32)]", "").Graph);

    [Fact]
    public void Within_modules_it_is_no_warning_in_a_model_without_calibration()
    {
        TraceResult result = TraceRunner.Trace(
            Modules + "[Model] public sealed partial class Net { private readonly Block block = new(4); public Tensor Forward([Input(8, 8, 4)] Tensor x) => block.Forward(x); }");
        Assert.Empty(result.Diagnostics);
        Assert.NotNull(result.Graph);
    }

    [Fact]
    public void Code_that_is_wrong_gives_no_graph_beside_a_warning()
    {
        TraceResult result = TraceRunner.Trace(
            "[Model] public sealed partial class Net { [Precision(Precision.F32)] private readonly Dense dense = new(2); public Tensor Forward([Input(8)] Tensor x) => dense.Forward(missing); }");
        Assert.Equal("MG0112", Assert.Single(result.Diagnostics).Id);
        Assert.Null(result.Graph);
    }

    private static TraceResult Trace(string stem, string stages, string head)
    {
        TraceResult result = TraceRunner.Trace(Modules + $$"""
            [Model(Calibration = "net.calibration.json")]
            public sealed partial class Net
            {
                [Name("stem.0")] {{stem}}
                private readonly Conv2D stem = new(4, kernel: 3, padding: 1);
                {{stages}}
                private readonly Stage stages = new(2);
                {{head}}
                private readonly Dense?[] head = [new(8), new(2)];

                public Tensor Forward([Input(6, 6, 3)] Tensor image)
                {
                    var x = Flatten(Relu(stages.Forward(stem.Forward(image))));
                    foreach (var layer in head)
                    {
                        x = layer!.Forward(x);
                    }

                    return x;
                }
            }
            """);
        Assert.Empty(result.Diagnostics.Select(d => d.ToDiagnostic().ToString()));
        return result;
    }
}
