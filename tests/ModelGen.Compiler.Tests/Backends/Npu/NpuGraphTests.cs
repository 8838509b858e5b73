using System;
using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Backends.Npu;
using ModelGen.IR;
using ModelGen.IR.Operators;
using ModelGen.Npu;
using ModelGen.Numerics;
using ModelGen.Tests;

namespace ModelGen.Compiler.Tests.Backends.Npu;

/// <summary>Whole graphs: fusion, values with several readers, results in the middle, what runs on the host.</summary>
public class NpuGraphTests
{
    private static readonly int[] Seeds = RandomCases.Seeds(40, 600);

    [Fact]
    public void Random_graphs_compute_what_the_reference_does()
    {
        foreach (int seed in Seeds)
        {
            NpuGraph net = Draw(seed, allowsFloat: false);
            NpuMachine machine = seed % 3 == 0 ? NpuMachines.Presets[seed / 3 % NpuMachines.Presets.Count] : NpuMachines.Draw(net.Random);
            NpuCheck.Compare(net, machine, $"seed {seed}");
        }
    }

    [Fact]
    public void Random_graphs_with_single_precision_in_the_middle_run_there_on_the_host()
    {
        int onHost = 0;
        foreach (int seed in Seeds)
        {
            NpuGraph net = Draw(seed, allowsFloat: true);
            NpuModel model = NpuCheck.Compare(net, NpuMachines.Draw(net.Random), $"seed {seed}", allowsHost: true);
            onHost += model.Programs.Count(p => p is null);
            Assert.All(model.Plan.Stages.OfType<NpuHostStage>(), s => Assert.All(s.Operations, o => Assert.NotEmpty(o.Reason)));
        }

        Assert.True(onHost > Seeds.Length / 4);
    }

    [Fact]
    public void Equal_graphs_give_equal_plans()
    {
        Graph graph = Draw(7, allowsFloat: true).Build();
        NpuMachine machine = NpuPresets.Get("ethos-u55-128");
        Assert.Equal(NpuCompiler.Compile(graph, machine).Plan!.Print(), NpuCompiler.Compile(graph, machine).Plan!.Print());
    }

    [Fact]
    public void A_residual_block_is_two_layers()
    {
        var net = new NpuGraph(3);
        int x = net.Input(1, 8, 8, 16);
        int a = net.Table(net.Convolution(x, 16, 3, 1, 1, new Pads(1, 1, 1, 1), 1));
        int b = net.Convolution(a, 16, 3, 1, 1, new Pads(1, 1, 1, 1), 1);
        net.Result(net.Table(net.Binary(b, x)));
        NpuModel model = NpuCheck.Compare(net, NpuPresets.Get("vta-pynq"), "residual block");
        NpuProgram program = Assert.Single(model.Programs)!;
        Assert.Equal(2, program.Layers.Count);
        Assert.Contains(" + ", program.Layers[1].Name, StringComparison.Ordinal);
    }

    [Fact]
    public void Columns_of_a_first_layer_are_input_channels_on_an_array_of_dot_products()
    {
        var net = new NpuGraph(5);
        net.Result(net.Convolution(net.Input(1, 17, 19, 3), 16, 7, 2, 1, new Pads(3, 3, 3, 3), 1));
        NpuModel model = NpuCheck.Compare(net, NpuPresets.Get("vta-pynq"), "first layer");
        Assert.Contains("in_channels=21", model.Plan.Print(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_value_between_two_layers_stays_on_chip()
    {
        var net = new NpuGraph(5);
        net.Result(net.Convolution(net.Convolution(net.Input(1, 8, 8, 16), 16, 3, 1, 1, new Pads(1, 1, 1, 1), 1), 16, 3, 1, 1, new Pads(1, 1, 1, 1), 1));
        NpuModel model = NpuCheck.Compare(net, NpuPresets.Get("gemmini-16x16"), "two layers");
        Assert.DoesNotContain(Assert.Single(model.Programs)!.Regions, r => r.Kind == NpuRegionKind.Scratch);
    }

    [Fact]
    public void Rows_of_large_values_that_follow_each_other_element_by_element_stay_apart()
    {
        var net = new NpuGraph(4);
        int x = net.Input(3, 40, 41, 41), y = net.Input(3, 40, 41, 41);
        net.Result(net.Binary(net.Table(x), y));
        NpuCheck.Compare(net, NpuPresets.Get("ethos-u55-128"), "large elements");
    }

    [Theory]
    [InlineData(false, "divides, and VEC has no quotients")]
    [InlineData(true, "rounds both operands to single precision before it subtracts, and VEC does not")]
    public void Functions_that_the_vector_engine_lacks_run_on_the_host_and_say_why(bool subtracts, string reason)
    {
        var net = new NpuGraph(8) { Rounding = RoundingRule.Onnx };
        int x = net.Convolution(net.Input(1, 6, 6, 8), 8, 3, 1, 1, new Pads(1, 1, 1, 1), 1);
        net.Result(net.Table(net.BinaryOfHost(x, net.Table(x), subtracts ? new Sub() : new Div())));
        NpuModel model = NpuCheck.Compare(net, NpuPresets.Get("ethos-u55-128"), "on the host", allowsHost: true);
        Assert.Equal(reason, Assert.Single(model.Plan.Stages.OfType<NpuHostStage>().SelectMany(s => s.Operations)).Reason);
    }

    /// <summary>An operand of another quantization than the result's is looked up behind the layer that makes it.</summary>
    [Fact]
    public void A_maximum_of_requantized_values_is_one_of_bytes_in_the_tiles_of_a_layer()
    {
        var net = new NpuGraph(9) { Rounding = RoundingRule.Onnx, Element = ElementType.UInt8 };
        int x = net.Input(1, 8, 8, 16), y = net.Convolution(x, 16, 3, 1, 1, new Pads(1, 1, 1, 1), 1);
        Quantization to = net.Quantization();
        net.Result(net.Add(new QuantizedBinary(new Max(), net.Quantization(), to, to, ElementType.UInt8, 10, 240, RoundingRule.Onnx), y, x));
        NpuModel model = NpuCheck.Compare(net, NpuPresets.Get("gemmini-16x16"), "maximum");
        Assert.Equal("layer: QuantizedConv2D + Requantize + QuantizedBinary", Assert.Single(Assert.Single(model.Programs)!.Layers).Name);
        Assert.Contains("VEC op=max", model.Plan.Print(), StringComparison.Ordinal);
    }

    [Fact]
    public void What_does_not_fit_says_which_layer_needs_how_much()
    {
        NpuMachine machine = NpuPresets.Get("vta-pynq");
        machine = machine with { Scratchpad = machine.Scratchpad with { Bytes = 1024 } };
        var net = new NpuGraph(1);
        net.Result(net.Add(new MaxPool(40, 1, 1, Pads.None), net.Input(1, 40, 40, 1)));
        net.Result(net.Add(new MaxPool(50, 1, 1, Pads.None), net.Input(1, 50, 50, 1)));
        NpuCompilation compilation = NpuCompiler.Compile(net.Build(), machine);
        Assert.Null(compilation.Plan);
        Assert.Equal(
            [
                "npu: %1: layer 'layer: MaxPool' needs 1601 bytes of the scratchpad for its least tile, and machine 'vta-pynq' has 1024",
                "npu: %3: layer 'layer: MaxPool' needs 2501 bytes of the scratchpad for its least tile, and machine 'vta-pynq' has 1024",
            ],
            compilation.Failures.Select(f => f.ToString()));
    }

    [Fact]
    public void Weights_that_no_memory_holds_are_a_failure()
    {
        NpuMachine machine = NpuPresets.Get("vta-pynq");
        machine = machine with { Memories = new[] { machine.Memories[0] with { Bytes = 5000 } } };
        var net = new NpuGraph(1);
        net.Result(net.Dense(net.Input(1, 100), 100));
        Assert.Contains("memory 'dram'", Assert.Single(NpuCompiler.Compile(net.Build(), machine).Failures).Message, StringComparison.Ordinal);
    }

    /// <summary>A few operators over each other.</summary>
    internal static NpuGraph Draw(int seed, bool allowsFloat)
    {
        var net = new NpuGraph(seed);
        Random random = net.Random;
        var values = new List<int> { net.Input(random.Next(1, 3), random.Next(6, 13), random.Next(6, 13), random.Next(1, 24)) };
        for (int i = random.Next(2, 9); i > 0; i--)
        {
            int x = values[Math.Max(0, values.Count - random.Next(1, 4))];
            values.Add(Next(net, values, x, allowsFloat));
        }

        net.Result(values[^1]);
        if (random.Next(3) == 0)
        {
            net.Result(values[random.Next(1, values.Count)]);
        }

        return net;
    }

    private static int Next(NpuGraph net, List<int> values, int x, bool allowsFloat)
    {
        Random random = net.Random;
        Shape shape = net.ShapeOf(x);
        switch (random.Next(allowsFloat ? 11 : 10))
        {
            case 0 or 1:
                return net.Convolution(x, random.Next(1, 24), 3, random.Next(1, 3), 1, new Pads(1, 1, 1, 1), 1);
            case 2:
                return net.Convolution(x, shape[3], 3, 1, 1, new Pads(1, 1, 1, 1), shape[3]);
            case 3 or 4:
                int same = values.Where(v => net.ShapeOf(v) == shape).ElementAt(random.Next(values.Count(v => net.ShapeOf(v) == shape)));
                return random.Next(2) == 0 ? net.Binary(x, same) : net.Binary(same, x);
            case 5:
                return net.Table(x);
            case 6:
                return net.Add(new MaxPool(2, 2, 1, new Pads(1, 1, 1, 1)), x);
            case 7:
                return net.Binary(x, net.Mean(x));
            case 8:
                return net.Add(new Concat(3), x, values.Last(v => net.ShapeOf(v).With(3, 1) == shape.With(3, 1)));
            case 9:
                return net.Add(new Reshape(new Shape(shape[0], shape[2], shape[1], shape[3])), x);
            default:
                int real = net.Add(new Dequantize(net.Quantization()), x);
                return net.Add(new Quantize(net.Quantization(), net.Element, net.Rounding), net.Add(new Sub(), real, net.Add(new Sqrt(), net.Add(new Abs(), real))));
        }
    }
}
