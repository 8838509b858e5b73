using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using ModelGen.IR;
using ModelGen.IR.Operators;
using ModelGen.Npu;
using ModelGen.Tests;

namespace ModelGen.Compiler.Tests.Backends.Npu;

/// <summary>What follows a layer without a round trip through memory: in its stripes, or in the bytes of its operand.</summary>
public class NpuFusionTests
{
    private static readonly int[] Seeds = RandomCases.Seeds(40, 500);
    private static readonly ElementType[] ByteTypes = [ElementType.UInt8, ElementType.Int8];
    private static readonly Pads One = new(1, 1, 1, 1);

    [Fact]
    public void Random_chains_in_stripes_compute_what_the_reference_does()
    {
        int pools = 0, depthwise = 0, longer = 0, moves = 0;
        foreach (int seed in Seeds)
        {
            NpuGraph net = Chain(seed);
            NpuModel model = NpuCheck.Compare(net, NpuMachines.Draw(net.Random) with { Cores = 1 }, $"seed {seed}");
            foreach (NpuProgram program in model.Programs.OfType<NpuProgram>())
            {
                IReadOnlyList<(int First, int Last)> cascades = NpuCascades.Of(program);
                pools += cascades.Count(c => program.Layers[c.Last].Name.Contains("Pool", StringComparison.Ordinal));
                depthwise += cascades.Any() && model.Plan.Print().Contains("DWCONV", StringComparison.Ordinal) ? 1 : 0;
                longer += cascades.Count(c => c.Last - c.First > 1);
                moves += cascades.Any() && program.Code.Any(i => i.Operation == NpuIsa.Move) ? 1 : 0;
            }
        }

        Assert.True(pools > Seeds.Length / 20 && depthwise > Seeds.Length / 20 && longer > Seeds.Length / 20 && moves > Seeds.Length / 20, $"{pools} with a pooling at the end, {depthwise} depthwise, {longer} of three layers, {moves} that keep rows");
    }

    [Fact]
    public void Pooling_behind_a_convolution_reads_its_stripes()
    {
        var net = new NpuGraph(2);
        net.Result(net.Add(new MaxPool(3, 2, 1, One), net.Convolution(net.Input(1, 40, 40, 16), 32, 3, 1, 1, One, 1)));
        NpuProgram program = Assert.Single(NpuCheck.Compare(net, NpuPresets.Get("ethos-u55-128"), "pooling").Programs)!;
        Assert.Equal([(0, 1)], NpuCascades.Of(program));
        Assert.DoesNotContain(program.Regions, r => r.Kind == NpuRegionKind.Scratch);
    }

    [Fact]
    public void The_wide_values_of_an_inverted_residual_block_never_are_in_memory()
    {
        var net = new NpuGraph(3);
        int x = net.Convolution(net.Input(1, 48, 48, 4), 16, 1, 1, 1, Pads.None, 1);
        int wide = net.Convolution(x, 64, 1, 1, 1, Pads.None, 1), filtered = net.Convolution(wide, 64, 3, 2, 1, One, 64);
        net.Result(net.Convolution(filtered, 16, 1, 1, 1, Pads.None, 1));
        NpuProgram program = Assert.Single(NpuCheck.Compare(net, NpuPresets.Get("ethos-u55-128"), "block").Programs)!;
        Assert.Contains(NpuCascades.Of(program), c => c.First <= 1 && c.Last >= 2);
        Assert.True(program.Regions.Where(r => r.Kind == NpuRegionKind.Scratch).Sum(r => r.Bytes) < 48 * 48 * 64);
    }

    [Fact]
    public void A_sum_takes_the_place_of_the_input_of_its_block()
    {
        var net = new NpuGraph(4);
        int x = net.Convolution(net.Input(1, 40, 40, 3), 16, 3, 1, 1, One, 1);
        int sum = net.Binary(x, net.Convolution(net.Convolution(x, 16, 3, 1, 1, One, 1), 16, 3, 1, 1, One, 1));
        net.Result(net.Dense(sum, 4));
        NpuProgram program = Assert.Single(NpuCheck.Compare(net, NpuPresets.Get("ethos-u55-128"), "sum").Programs)!;
        Assert.InRange(program.Regions.Where(r => r.Kind == NpuRegionKind.Scratch).Sum(r => r.Bytes), 1, 2 * 40 * 40 * 16);
    }

    [Fact]
    public void Results_that_are_concatenated_are_written_in_place()
    {
        var net = new NpuGraph(5);
        int x = net.Input(1, 20, 20, 8), a = net.Convolution(x, 12, 3, 1, 1, One, 1), b = net.Convolution(a, 20, 3, 1, 1, One, 1);
        int joined = net.Add(new Concat(3), net.Add(new Concat(3), a, b), net.Convolution(b, 8, 1, 1, 1, Pads.None, 1));
        net.Result(net.Convolution(joined, 16, 1, 1, 1, Pads.None, 1));
        NpuProgram program = Assert.Single(NpuCheck.Compare(net, NpuPresets.Get("gemmini-16x16"), "dense block").Programs)!;
        Assert.Equal(4, program.Layers.Count);
        Assert.Equal(0, Joins(program));
    }

    [Fact]
    public void Random_concatenations_compute_what_the_reference_does()
    {
        int joins = 0, copies = 0;
        foreach (int seed in Seeds)
        {
            NpuGraph net = Block(seed);
            Graph graph = net.Build();
            NpuMachine machine = NpuMachines.Draw(net.Random) with { Cores = 1 };
            NpuModel model = NpuCheck.Compare(graph, net.Inputs, net.Parameters, machine, $"seed {seed}", allowsHost: false);
            int left = model.Programs.Sum(p => Joins(p!));
            joins += graph.Nodes.Count(n => n.Operator is Concat && ByteTypes.Contains(n.Type.Element)) - left;
            copies += left;
        }

        Assert.True(joins > Seeds.Length / 4 && copies > Seeds.Length / 20, $"{joins} in place, {copies} copies");
    }

    [Fact]
    public Task Listing_of_a_concatenation_in_place()
    {
        var net = new NpuGraph(7);
        int x = net.Input(1, 8, 8, 8);
        net.Result(net.Add(new Concat(3), net.Convolution(x, 8, 1, 1, 1, Pads.None, 1), net.Convolution(x, 4, 1, 1, 1, Pads.None, 1)));
        NpuMachine machine = NpuPresets.Get("vta-pynq");
        machine = machine with { Name = "small", Scratchpad = machine.Scratchpad with { Bytes = 1024 } };
        return Verify(NpuCheck.Compare(net, machine, "listing").Plan.Print());
    }

    private static int Joins(NpuProgram program) => program.Layers.Count(l => l.Name.Contains("Concat", StringComparison.Ordinal));

    /// <summary>Layers, each of which reads one or more of those before it, joined along any axis.</summary>
    private static NpuGraph Block(int seed)
    {
        var net = new NpuGraph(seed);
        Random random = net.Random;
        var values = new List<int> { net.Input(random.Next(1, 3), random.Next(6, 14), random.Next(6, 14), random.Next(1, 12)) };
        for (int i = random.Next(3, 8); i > 0; i--)
        {
            int x = values[^random.Next(1, Math.Min(3, values.Count) + 1)], axis = random.Next(3) == 0 ? random.Next(3) : 3;
            Shape shape = net.ShapeOf(x);
            int other = values[random.Next(values.Count)];
            values.Add(random.Next(6) switch
            {
                0 => net.Add(new MaxPool(2, 1, 1, new Pads(1, 1, 0, 0)), x),
                1 => net.Table(x),
                2 or 3 when net.ShapeOf(other).With(axis, 1) == shape.With(axis, 1) => net.Add(new Concat(axis), x, other),
                4 => net.Add(new Resize(shape[1], shape[2], ResizeMode.Nearest, ResizeCoordinates.HalfPixel), x),
                _ => net.Convolution(x, random.Next(1, 16), 3, 1, 1, One, 1),
            });
        }

        net.Result(random.Next(3) == 0 ? values[^1] : net.Convolution(values[^1], 4, 1, 1, 1, Pads.None, 1));
        return net;
    }

    /// <summary>Layers behind each other on images that small machines do not hold.</summary>
    private static NpuGraph Chain(int seed)
    {
        var net = new NpuGraph(seed);
        Random random = net.Random;
        int x = net.Input(random.Next(1, 3), random.Next(12, 40), random.Next(12, 40), random.Next(1, 9)), before = x;
        for (int i = random.Next(2, 6); i > 0; i--)
        {
            Shape shape = net.ShapeOf(x);
            int next = random.Next(8) switch
            {
                0 or 1 => net.Convolution(x, random.Next(4, 20), 1, 1, 1, Pads.None, 1),
                2 or 3 => net.Convolution(x, shape[3], (random.Next(1, 4), 3), random.Next(1, 3), 1, One, shape[3]),
                4 => net.Convolution(x, random.Next(4, 17), (random.Next(1, 4), random.Next(1, 4)), (random.Next(1, 3), random.Next(1, 3)), (random.Next(1, 3), 1), new Pads(random.Next(3), random.Next(3), random.Next(3), random.Next(3)), 1),
                5 => net.Add(new MaxPool((random.Next(2, 4), random.Next(2, 4)), random.Next(1, 3), 1, One), x),
                6 => net.Average(x, (2, random.Next(2, 4)), random.Next(1, 3), One, random.Next(2) == 0),
                _ => net.Table(x),
            };
            (before, x) = (x, random.Next(3) == 0 && net.ShapeOf(before) == net.ShapeOf(next) ? net.Binary(before, next) : next);
        }

        net.Result(x);
        return net;
    }
}
