using ModelGen.Compiler.Backends.Cpu;
using ModelGen.Compiler.Planning;
using ModelGen.IR;
using ModelGen.IR.Operators;
using Conv = ModelGen.IR.Operators.Conv2D;

namespace ModelGen.Compiler.Tests.Backends;

public sealed class ConvolutionTests
{
    [Theory]
    [InlineData(8, 8, 3, 5, 3, 1, 1, 1, 1, true)]
    [InlineData(14, 14, 16, 32, 3, 1, 1, 1, 1, false)]
    [InlineData(9, 7, 4, 24, 3, 2, 1, 1, 1, true)]
    [InlineData(6, 5, 8, 12, 1, 1, 0, 1, 1, true)]
    [InlineData(7, 7, 20, 70, 1, 1, 0, 1, 1, true)]
    [InlineData(10, 11, 6, 9, 3, 1, 2, 2, 3, true)]
    [InlineData(5, 17, 8, 40, 5, 1, 2, 1, 2, false)]
    [InlineData(3, 1, 130, 17, 1, 1, 0, 1, 1, true)]
    [InlineData(8, 28, 1, 8, 5, 1, 2, 1, 1, true)]
    [InlineData(5, 9, 3, 5, 5, 1, 2, 1, 1, false)]
    [InlineData(7, 12, 2, 3, 7, 1, 3, 1, 1, true)]
    [InlineData(9, 23, 3, 4, 5, 2, 2, 1, 1, true)]
    [InlineData(6, 13, 1, 1, 5, 1, 2, 1, 1, true)]
    public void Equals_the_reference(int height, int width, int inputs, int outputs, int kernel, int stride, int pad, int dilation, int groups, bool bias)
    {
        for (int batch = 1; batch <= 2; batch++)
        {
            var builder = new GraphBuilder("conv");
            int x = builder.Input("x", TensorType.Float(batch, height, width, inputs));
            int w = builder.Parameter("c.weight", TensorType.Float(outputs, inputs / groups, kernel, kernel));
            var convolution = new Conv(stride, dilation, new Pads(pad, pad, pad, pad), groups);
            int y = bias
                ? builder.Add("c", convolution, x, w, builder.Parameter("c.bias", TensorType.Float(outputs)))
                : builder.Add("c", convolution, x, w);
            builder.Output("y", y);
            BackendCheck.Compare(builder.Build(), height + outputs);
        }
    }

    [Theory]
    [InlineData(14, 14, 8, 16, 5, 2, "Winograd2x2")]
    [InlineData(13, 9, 8, 12, 5, 2, "Winograd2x2")]
    [InlineData(7, 11, 20, 16, 5, 0, "Winograd2x2")]
    [InlineData(11, 8, 32, 24, 5, 3, "Winograd2x2")]
    [InlineData(13, 10, 64, 64, 3, 1, "Winograd4x4")]
    [InlineData(2, 6, 64, 64, 3, 1, "Winograd2x2")]
    public void Filters_minimally_where_that_costs_less(int height, int width, int inputs, int outputs, int kernel, int pad, string name)
    {
        for (int batch = 1; batch <= 2; batch++)
        {
            var builder = new GraphBuilder("winograd");
            int x = builder.Input("x", TensorType.Float(batch, height, width, inputs));
            int size = (2 * pad) - kernel + 1;
            int residual = builder.Input("r", TensorType.Float(batch, height + size, width + size, outputs));
            int w = builder.Parameter("w", TensorType.Float(outputs, inputs, kernel, kernel));
            int bias = builder.Parameter("b", TensorType.Float(outputs));
            FusedStep[] steps = [new(new Add(), new[] { ~0, 3 }), new(new Relu(), new[] { ~1 })];
            builder.Output("y", builder.Add(new Fused(new Conv(1, 1, new Pads(pad, pad, pad, pad), 1), 3, steps), x, w, bias, residual));
            Graph graph = builder.Build();
            CpuProgram program = CpuCompiler.Compile(graph, MemoryPlanner.Plan(graph, new CpuPlanningRules(graph)));
            Assert.Contains(program.Kernels, k => k.Name == name + "Output");
            BackendCheck.Compare(graph, height);
        }
    }

    [Theory]
    [InlineData(28, 8, "2 pixels")]
    [InlineData(27, 8, "")]
    [InlineData(28, 16, "")]
    public void Takes_pixels_together_where_their_channels_leave_lanes_empty(int width, int outputs, string said)
    {
        var builder = new GraphBuilder("pairs");
        int x = builder.Input("x", TensorType.Float(1, 6, width, 1));
        int residual = builder.Input("r", TensorType.Float(1, 6, width, outputs));
        int w = builder.Parameter("w", TensorType.Float(outputs, 1, 5, 5));
        int bias = builder.Parameter("b", TensorType.Float(outputs));
        int scale = builder.Parameter("s", TensorType.Float(1));
        FusedStep[] steps = [new(new Add(), new[] { ~0, 3 }), new(new Mul(), new[] { ~1, 4 }), new(new Relu(), new[] { ~2 })];
        builder.Output("y", builder.Add(new Fused(new Conv(1, 1, new Pads(2, 2, 2, 2), 1), 3, steps), x, w, bias, residual, scale));
        Graph graph = builder.Build();
        string description = CpuCompiler.Compile(graph, MemoryPlanner.Plan(graph, new CpuPlanningRules(graph))).Kernels[^1].Description;
        Assert.EndsWith(said.Length == 0 ? "5x5" : said + " side by side in the lanes", description, System.StringComparison.Ordinal);
        BackendCheck.Compare(graph, width);
    }

    [Fact]
    public void Applies_every_fused_step_to_every_lane()
    {
        Operator[] unary =
        [
            new Relu(), new Relu6(), new Clip(-0.25f, 0.3f), new LeakyRelu(0.1f), new HardSigmoid(), new HardSwish(), new Sigmoid(), new Tanh(),
            new Silu(), new Gelu(false), new Gelu(true), new Exp(), new Abs(), new Negate(),
        ];
        foreach (Operator op in unary)
        {
            var builder = new GraphBuilder("fused");
            int x = builder.Input("x", TensorType.Float(1, 5, 6, 4));
            int residual = builder.Input("r", TensorType.Float(1, 5, 6, 21));
            int w = builder.Parameter("w", TensorType.Float(21, 4, 3, 3));
            int scale = builder.Parameter("s", TensorType.Float(21));
            int shared = builder.Parameter("t", TensorType.Float(1, 5, 1, 1));
            FusedStep[] steps =
            [
                new(new Mul(), new[] { ~0, 3 }), new(new Add(), new[] { ~1, 2 }), new(op, new[] { ~2 }), new(new Sub(), new[] { ~3, 4 }), new(new Max(), new[] { ~4, ~1 }),
            ];
            int y = builder.Add(new Fused(new Conv(1, 1, new Pads(1, 1, 1, 1), 1), 2, steps), x, w, residual, scale, shared);
            builder.Output("y", y);
            BackendCheck.Compare(builder.Build(), 7);
        }
    }
}
