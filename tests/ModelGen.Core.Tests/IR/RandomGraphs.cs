using System;
using System.Collections.Generic;
using System.Linq;
using CsCheck;
using ModelGen.IR;
using ModelGen.IR.Operators;
using ModelGen.IR.Text;
using Ir = ModelGen.IR.Operators;

namespace ModelGen.Core.Tests.IR;

/// <summary>Draws sound graphs that mix all operators at random.</summary>
internal static class RandomGraphs
{
    private static readonly float[] Interesting = [0, -0f, 1, -1.5f, 0.1f, 1e-38f, 3e38f, 16777217, float.PositiveInfinity, float.NegativeInfinity, float.NaN, float.Epsilon];

    /// <summary>The operators that it draws from.</summary>
    public static readonly IReadOnlyList<string> Names = [.. OperatorRegistry.Names.Except(["Input", "Parameter"])];

    public static readonly Gen<Graph> Gen = CsCheck.Gen.Int[0, 1 << 30].Select(seed => Draw(new Random(seed)));

    public static Graph Draw(Random random)
    {
        var builder = new GraphBuilder(Pick(random, "Net", "Ünïcode", "a\\b\nc", "x = %1"));
        int image = builder.Input("image", TensorType.Float(random.Next(1, 3), random.Next(1, 7), random.Next(1, 7), random.Next(1, 5)));
        int indices = builder.Input("indices \"quoted\"", new TensorType(ElementType.Int32, new Shape(random.Next(1, 4))));
        int bytes = builder.Input("bytes", new TensorType(ElementType.UInt8, new Shape(2, 3)));
        var values = new List<int> { image, builder.Add(new Cast(ElementType.Float32), bytes) };
        int wanted = values.Count + random.Next(1, 12);
        for (int attempt = 0; attempt < 400 && values.Count < wanted; attempt++)
        {
            (Operator op, int[] inputs) = Draw(
                random, Pick(random, [.. Names]), builder, values[random.Next(values.Count)], values[random.Next(values.Count)], indices, Pick(random, Interesting));
            if (builder.Infer(op, inputs).Error is null)
            {
                values.Add(builder.Add(Pick(random, "", "layer1.0.conv1", "we ird : [1] @ %3\\"), op, inputs));
            }
        }

        builder.Output("output", values[^1]);
        int other = values[random.Next(values.Count)];
        builder.Output("other = 1 as u8", other, builder.TypeOf(other).Element == ElementType.Float32 ? Pick<ElementType?>(random, null, ElementType.UInt8, ElementType.Int8) : null);
        return builder.Build();
    }

    /// <summary>An operator of the given name with random attributes over <paramref name="x"/>, which its shape rule may refuse.</summary>
    /// <param name="random">Where attributes come from.</param>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <param name="builder">Gets the parameters that it needs.</param>
    /// <param name="x">The first operand.</param>
    /// <param name="y">The second operand, where it takes two values of the graph.</param>
    /// <param name="indices">Indices for Gather.</param>
    /// <param name="number">A slope, bound or constant.</param>
    /// <param name="quantized">What quantized operators may be like; anything if null.</param>
    public static (Operator Operator, int[] Inputs) Draw(
        Random random, string name, GraphBuilder builder, int x, int y, int indices, float number, RandomQuantized? quantized = null)
    {
        if ((quantized ?? RandomQuantized.Any).Draw(random, name, builder, x, y) is { } drawn)
        {
            return drawn;
        }

        Shape shape = builder.TypeOf(x).Shape;
        int axis = random.Next(Math.Max(shape.Rank, 1)), channels = shape.Rank == 0 ? 1 : shape[-1];
        Size2D kernel = (random.Next(1, 4), random.Next(1, 4)), stride = (random.Next(1, 3), random.Next(1, 3)), dilation = (random.Next(1, 3), random.Next(1, 3));
        var pads = new Pads(random.Next(3), random.Next(3), random.Next(3), random.Next(3));
        int groups = random.Next(3) == 0 ? channels : 1;
        int outputs = groups * random.Next(1, 4);
        switch (name)
        {
            case nameof(Conv2D): return (new Ir.Conv2D(stride, dilation, pads, groups), [x, P(outputs, channels / groups, kernel.Height, kernel.Width), P(outputs)]);
            case nameof(ConvTranspose2D): return (new Ir.ConvTranspose2D(stride, dilation, pads, (random.Next(2), random.Next(2)), groups), [x, P(channels, outputs / groups, kernel.Height, kernel.Width)]);
            case nameof(Dense): return (new Ir.Dense(), random.Next(2) == 0 ? [x, P(3, channels)] : [x, P(3, channels), P(3)]);
            case nameof(BatchNorm): return (new Ir.BatchNorm(1e-5f), [x, P(channels), P(channels), P(channels), P(channels)]);
            case nameof(LayerNorm): return (new Ir.LayerNorm(1e-3f), [x, P(channels), P(channels)]);
            case nameof(PRelu): return (new Ir.PRelu(), [x, P(random.Next(2) == 0 ? 1 : channels)]);
            case nameof(Literal): return (new Literal(new Shape(2), new[] { number, 1 }), []);
            case nameof(MatMul): return (new MatMul(), [x, P(channels, 2)]);
            case nameof(MaxPool): return (new MaxPool(kernel, stride, dilation, pads), [x]);
            case nameof(AveragePool): return (new AveragePool(kernel, stride, pads, random.Next(2) == 0), [x]);
            case nameof(GlobalAveragePool): return (new GlobalAveragePool(), [x]);
            case nameof(LeakyRelu): return (new LeakyRelu(number), [x]);
            case nameof(Clip): return (new Clip(-3, Math.Abs(number)), [x]);
            case nameof(Gelu): return (new Gelu(random.Next(2) == 0), [x]);
            case nameof(Softmax): return (new Softmax(axis), [x]);
            case nameof(Concat): return (new Concat(axis), [x, y, x]);
            case nameof(Slice): return (new Slice(shape.Select(e => random.Next(e)).ToArray(), shape.Select(e => random.Next(1, e + 1)).ToArray(), shape.Select(_ => random.Next(1, 3)).ToArray()), [x]);
            case nameof(Pad): return (new Pad(shape.Select(_ => random.Next(2)).ToArray(), shape.Select(_ => random.Next(2)).ToArray(), number), [x]);
            case nameof(Reshape): return (new Reshape(new Shape(shape.Reverse().ToArray())), [x]);
            case nameof(Transpose): return (new Transpose(Enumerable.Range(0, shape.Rank).OrderBy(_ => random.Next()).ToArray()), [x]);
            case nameof(ReduceMean): return (new ReduceMean(new[] { axis }, random.Next(2) == 0), [x]);
            case nameof(ReduceSum): return (new ReduceSum(Enumerable.Range(0, shape.Rank).ToArray(), random.Next(2) == 0), [x]);
            case nameof(ReduceMax): return (new ReduceMax(new[] { axis, 0 }, random.Next(2) == 0), [x]);
            case nameof(Resize): return (new Resize(random.Next(1, 9), random.Next(1, 9), Pick(random, ResizeMode.Nearest, ResizeMode.Bilinear), Pick(random, ResizeCoordinates.HalfPixel, ResizeCoordinates.AlignCorners)), [x]);
            case nameof(Gather): return (new Gather(axis), [x, indices]);
            case nameof(Cast): return (new Cast(ElementType.Float32), [x]);
            case nameof(Fused): return (new Fused(new Add(), 2, new[] { new FusedStep(new LeakyRelu(number), new[] { ~0 }), new FusedStep(new Mul(), new[] { ~1, 2 }), new FusedStep(new Max(), new[] { ~0, ~2 }) }), [x, y, x]);
            case nameof(Add): return (new Add(), [x, y]);
            case nameof(Sub): return (new Sub(), [x, y]);
            case nameof(Mul): return (new Mul(), [x, y]);
            case nameof(Div): return (new Div(), [x, y]);
            case nameof(Max): return (new Max(), [x, y]);
            case nameof(Min): return (new Min(), [x, y]);
            case var unary: return (OperatorRegistry.Find(unary)!(new AttributeReader([])), [x]);
        }

        int P(params int[] extents) => builder.Parameter($"p{builder.Build().Nodes.Count}", TensorType.Float(extents));
    }

    private static T Pick<T>(Random random, params T[] choices) => choices[random.Next(choices.Length)];
}
