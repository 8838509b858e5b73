using System;
using System.Linq;
using ModelGen.IR.Operators;
using ModelGen.Npu;
using ModelGen.Tests;

namespace ModelGen.Compiler.Tests.Backends.Npu;

/// <summary>Every operator that the NPU has: the emulator = the reference, bit for bit, on presets and on machines drawn at random.</summary>
public class NpuOperatorTests
{
    private static readonly int[] Seeds = RandomCases.Seeds(24, 400);

    [Fact]
    public void Convolutions() => Check(net =>
    {
        Random random = net.Random;
        int groups = random.Next(3) == 0 ? random.Next(1, 5) : 1, inputs = groups * random.Next(1, 20), outputs = groups * random.Next(1, 40);
        Size2D kernel = (random.Next(1, 5), random.Next(1, 5)), dilation = (random.Next(1, 3), random.Next(1, 3));
        int x = net.Input(random.Next(1, 3), random.Next(9, 20), random.Next(9, 20), inputs);
        return net.Convolution(x, outputs, kernel, (random.Next(1, 4), random.Next(1, 4)), dilation, Pads(random, 3), groups);
    });

    [Fact]
    public void Depthwise_convolutions() => Check(net =>
    {
        Random random = net.Random;
        int channels = random.Next(2, 60);
        int x = net.Input(1, random.Next(5, 16), random.Next(5, 16), channels);
        return net.Convolution(x, channels * random.Next(1, 4), (random.Next(1, 5), random.Next(1, 5)), (random.Next(1, 3), random.Next(1, 3)), 1, Pads(random, 2), channels);
    });

    [Fact]
    public void Transposed_convolutions() => Check(net =>
    {
        Random random = net.Random;
        int groups = random.Next(1, 4), inputs = groups * random.Next(1, 6), outputs = groups * random.Next(1, 12);
        Size2D stride = (random.Next(1, 4), random.Next(1, 4)), padding = (random.Next(stride.Height), random.Next(stride.Width));
        int x = net.Input(1, random.Next(3, 9), random.Next(3, 9), inputs);
        return net.TransposedConvolution(
            x, outputs, (random.Next(1, 5), random.Next(1, 5)), stride, (random.Next(1, 3), random.Next(1, 3)), new Pads(random.Next(2), random.Next(2), random.Next(2), random.Next(2)), padding, groups);
    });

    [Fact]
    public void Dense_layers() => Check(net =>
    {
        Random random = net.Random;
        int depth = random.Next(1, 400);
        return net.Dense(random.Next(2) == 0 ? net.Input(random.Next(1, 9), depth) : net.Input(random.Next(1, 3), random.Next(1, 7), depth), random.Next(1, 120));
    });

    [Fact]
    public void Products_of_two_activations() => Check(net =>
    {
        Random random = net.Random;
        int rows = random.Next(1, 20), depth = random.Next(1, 40), columns = random.Next(1, 30), batch = random.Next(1, 4);
        return random.Next(3) switch
        {
            0 => net.MatMul(net.Input(rows, depth), net.Input(depth, columns)),
            1 => net.MatMul(net.Input(batch, rows, depth), net.Input(depth, columns)),
            _ => net.MatMul(net.Input(2, batch, rows, depth), net.Input(random.Next(2) == 0 ? 1 : 2, batch, depth, columns)),
        };
    });

    [Fact]
    public void Sums_and_products_of_two_values() => Check(net =>
    {
        Random random = net.Random;
        int[] shape = [random.Next(1, 4), random.Next(1, 9), random.Next(1, 9), random.Next(1, 40)];
        int[] other = random.Next(3) == 0 ? [shape[3]] : [.. shape.Select(e => random.Next(3) == 0 ? 1 : e)];
        int a = net.Input(shape), b = net.Input(other);
        return random.Next(2) == 0 ? net.Binary(a, b) : net.Binary(b, a);
    });

    [Fact]
    public void Tables() => Check(net => net.Table(net.Input(net.Random.Next(1, 5), net.Random.Next(1, 3000))));

    [Fact]
    public void Maxima_of_windows() => Check(net =>
    {
        Random random = net.Random;
        Size2D kernel = (random.Next(1, 4), random.Next(1, 4)), dilation = random.Next(3) == 0 ? (random.Next(1, 4), random.Next(1, 4)) : 1;
        int x = net.Input(random.Next(1, 3), random.Next(10, 16), random.Next(10, 16), random.Next(1, 50));
        var pads = new Pads(random.Next(kernel.Height), random.Next(kernel.Width), random.Next(kernel.Height), random.Next(kernel.Width));
        return net.Add(new MaxPool(kernel, (random.Next(1, 4), random.Next(1, 4)), dilation, pads), x);
    });

    [Fact]
    public void Maxima_over_axes() => Check(net =>
    {
        Random random = net.Random;
        int x = net.Input(2, random.Next(1, 7), random.Next(1, 9), random.Next(1, 20));
        int first = random.Next(4), count = random.Next(1, 5 - first);
        return net.Add(new ReduceMax(Enumerable.Range(first, count).ToArray(), random.Next(2) == 0), x);
    });

    [Fact]
    public void Averages_of_windows() => Check(net =>
    {
        Random random = net.Random;
        Size2D kernel = (random.Next(1, 5), random.Next(1, 5));
        int x = net.Input(random.Next(1, 3), random.Next(6, 14), random.Next(6, 14), random.Next(1, 50));
        var pads = new Pads(random.Next(kernel.Height), random.Next(kernel.Width), random.Next(kernel.Height), random.Next(kernel.Width));
        return net.Average(x, kernel, (random.Next(1, 4), random.Next(1, 4)), pads, random.Next(2) == 0);
    });

    [Fact]
    public void Means_of_images() => Check(net => net.Mean(net.Input(net.Random.Next(1, 3), net.Random.Next(1, 40), net.Random.Next(1, 40), net.Random.Next(1, 90))));

    [Fact]
    public void Moves() => Check(net =>
    {
        Random random = net.Random;
        int[] shape = [random.Next(1, 4), random.Next(1, 9), random.Next(1, 9), random.Next(1, 40)];
        int x = net.Input(shape);
        switch (random.Next(6))
        {
            case 0:
                int[] begin = [.. shape.Select(e => random.Next(e))], step = [.. shape.Select(_ => random.Next(1, 3))];
                return net.Add(new Slice(begin, shape.Select((e, i) => ((e - begin[i] - 1) / step[i]) + 1).ToArray(), step), x);
            case 1:
                return net.Add(new Pad(shape.Select(_ => random.Next(3)).ToArray(), shape.Select(_ => random.Next(3)).ToArray(), net.Least + random.Next(256)), x);
            case 2:
                int axis = random.Next(4);
                int[] other = [.. shape];
                other[axis] = random.Next(1, 9);
                return net.Add(new Concat(axis), x, net.Input(other), x);
            case 3:
                return net.Add(new Transpose(new[] { 0, 1, 2, 3 }.OrderBy(_ => random.Next()).ToArray()), x);
            case 4:
                return net.Add(new Resize(random.Next(1, 20), random.Next(1, 20), ResizeMode.Nearest, random.Next(2) == 0 ? ResizeCoordinates.HalfPixel : ResizeCoordinates.AlignCorners), x);
            default:
                return net.Add(new Reshape(new Shape(shape[0] * shape[1], shape[2] * shape[3])), x);
        }
    });

    [Fact]
    public void Every_preset_computes_a_convolution()
    {
        foreach (NpuMachine machine in NpuMachines.Presets)
        {
            var net = new NpuGraph(1);
            net.Result(net.Convolution(net.Input(1, 12, 13, 20), 33, 3, 1, 1, new Pads(1, 1, 1, 1), 1));
            NpuCheck.Compare(net, machine, "preset");
        }
    }

    private static Pads Pads(Random random, int most) => new(random.Next(most + 1), random.Next(most + 1), random.Next(most + 1), random.Next(most + 1));

    private static void Check(Func<NpuGraph, int> draw)
    {
        foreach (int seed in Seeds)
        {
            var net = new NpuGraph(seed);
            net.Result(draw(net));
            NpuMachine machine = seed % 3 == 0 ? NpuMachines.Presets[seed / 3 % NpuMachines.Presets.Count] : NpuMachines.Draw(net.Random);
            NpuCheck.Compare(net, machine, $"seed {seed}");
        }
    }
}
