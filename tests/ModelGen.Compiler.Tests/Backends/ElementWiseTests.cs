using System.Linq;
using ModelGen.IR;
using ModelGen.IR.Operators;
using Conv = ModelGen.IR.Operators.Conv2D;

namespace ModelGen.Compiler.Tests.Backends;

public sealed class ElementWiseTests
{
    public static TheoryData<Operator> Unary => new(
        new Relu(), new Relu6(), new Clip(-0.25f, 0.3f), new LeakyRelu(0.1f), new HardSigmoid(), new HardSwish(), new Sigmoid(), new Tanh(),
        new Silu(), new Gelu(false), new Gelu(true), new Exp(), new Abs(), new Negate());

    public static TheoryData<Operator> Binary => new(new Add(), new Sub(), new Mul(), new Max(), new Min());

    [Theory]
    [MemberData(nameof(Unary))]
    public void Unary_operators_equal_the_reference(Operator op)
    {
        var builder = new GraphBuilder("unary");
        foreach (int channels in new[] { 1, 3, 5, 16, 17, 33, 5000 })
        {
            builder.Output("y" + channels, builder.Add(op, builder.Input("x" + channels, TensorType.Float(1, 3, channels))));
        }

        BackendCheck.Compare(builder.Build(), 11);
    }

    [Theory]
    [MemberData(nameof(Binary))]
    public void Binary_operators_broadcast(Operator op)
    {
        (int[] Left, int[] Right)[] shapes =
        [
            ([2, 3, 5], [2, 3, 5]), ([2, 3, 17], [17]), ([2, 3, 17], [1]), ([2, 1, 5], [1, 3, 1]), ([1, 3, 1], [2, 1, 5]), ([4], [2, 3, 4]),
            ([2, 3, 1, 33], [1, 3, 4, 33]), ([], [2, 3]), ([], []), ([1, 1], [1, 1, 1]), ([7, 1], [7, 5]),
        ];
        var builder = new GraphBuilder("binary");
        for (int i = 0; i < shapes.Length; i++)
        {
            (int[] left, int[] right) = shapes[i];
            int a = builder.Input("a" + i, TensorType.Float(left)), b = builder.Input("b" + i, TensorType.Float(right));
            builder.Output("y" + i, builder.Add(op, a, b));
            builder.Output("z" + i, builder.Add(op, a, builder.Parameter("p" + i, TensorType.Float(right))));
        }

        BackendCheck.Compare(builder.Build(), 13);
    }

    [Fact]
    public void Division_and_square_root_yield_infinity_and_NaN()
    {
        var builder = new GraphBuilder("special");
        int x = builder.Input("x", TensorType.Float(1, 37));
        int zero = builder.Add(new Mul(), x, builder.Add(new Literal(Shape.Scalar, new[] { 0f })));
        builder.Output("quotient", builder.Add(new Div(), x, zero));
        int root = builder.Add(new Sqrt(), x);
        builder.Output("root", root);
        builder.Output("relu", builder.Add(new Relu(), root));
        builder.Output("clip", builder.Add(new Clip(0.1f, 0.2f), root));
        builder.Output("max", builder.Add(new Max(), root, x));
        builder.Output("min", builder.Add(new Min(), x, root));
        builder.Output("leaky", builder.Add(new LeakyRelu(0.5f), root));
        BackendCheck.Compare(builder.Build(), 3);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(17, 1)]
    [InlineData(17, 17)]
    [InlineData(33, 33)]
    public void PRelu_takes_a_slope_per_channel_or_one(int channels, int slopes)
    {
        var builder = new GraphBuilder("prelu");
        int x = builder.Input("x", TensorType.Float(2, 3, 4, channels));
        builder.Output("y", builder.Add(new IR.Operators.PRelu(), x, builder.Parameter("slope", TensorType.Float(slopes))));
        BackendCheck.Compare(builder.Build(), channels);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(16)]
    [InlineData(33)]
    public void Batch_norms_that_were_not_folded_run(int channels)
    {
        var builder = new GraphBuilder("norm");
        int x = builder.Input("x", TensorType.Float(1, 4, 5, channels));
        int[] statistics = [.. new[] { "gamma", "beta", "mean", "root" }.Select(p => builder.Parameter(p, TensorType.Float(channels)))];
        statistics[3] = builder.Add(new Exp(), statistics[3]);
        builder.Output("y", builder.Add(new IR.Operators.BatchNorm(1e-5f), [x, .. statistics]));
        BackendCheck.Compare(builder.Build(), channels);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(33)]
    public void Chains_read_planes_with_halos_and_write_into_them(int channels)
    {
        var builder = new GraphBuilder("planes");
        int x = builder.Input("x", TensorType.Float(2, 5, 6, channels));
        int gate = builder.Input("gate", TensorType.Float(2, 1, 1, channels));
        int w = builder.Parameter("w", TensorType.Float(4, channels, 3, 3));
        var padded = new Conv(1, 1, new Pads(1, 1, 1, 1), 1);
        FusedStep[] steps =
        [
            new(new Mul(), new[] { ~0, 1 }), new(new Add(), new[] { ~1, 0 }), new(new Tanh(), new[] { ~2 }), new(new Sub(), new[] { ~3, ~1 }),
        ];
        int chain = builder.Add(new Fused(new Sigmoid(), 1, steps), x, gate);
        builder.Output("inside", builder.Add(padded, chain, w));
        builder.Output("x", builder.Add(padded, x, w));
        builder.Output("chain", chain);
        builder.Output("scaled", builder.Add(new Mul(), chain, gate));
        BackendCheck.Compare(builder.Build(), channels);
    }

    [Theory]
    [InlineData(ElementType.UInt8)]
    [InlineData(ElementType.Int8)]
    [InlineData(ElementType.Int32)]
    public void Conversions_start_chains(ElementType element)
    {
        var builder = new GraphBuilder("cast");
        foreach (int length in new[] { 1, 3, 7, 16, 33, 4100 })
        {
            int x = builder.Input("x" + length, new TensorType(element, new Shape(1, length)));
            int scale = builder.Parameter("s" + length, TensorType.Float(length));
            FusedStep[] steps = [new(new Mul(), new[] { ~0, 1 }), new(new Relu(), new[] { ~1 })];
            builder.Output("y" + length, builder.Add(new Fused(new Cast(ElementType.Float32), 1, steps), x, scale));
            builder.Output("z" + length, builder.Add(new Cast(ElementType.Float32), x));
        }

        BackendCheck.Compare(builder.Build(), 17);
    }

    [Theory]
    [InlineData(ElementType.UInt8)]
    [InlineData(ElementType.Int8)]
    [InlineData(ElementType.Int32)]
    public void Conversions_write_into_planes_with_halos(ElementType element)
    {
        var builder = new GraphBuilder("planes");
        foreach (int channels in new[] { 1, 3, 17 })
        {
            int image = builder.Input("x" + channels, new TensorType(element, new Shape(2, 5, 6, channels)));
            int w = builder.Parameter("w" + channels, TensorType.Float(4, channels, 3, 3)), gate = builder.Parameter("g" + channels, TensorType.Float(6, 1));
            int scaled = builder.Add(new Mul(), builder.Add(new Cast(ElementType.Float32), image), gate);
            builder.Output("y" + channels, builder.Add(new Conv(1, 1, new Pads(1, 1, 1, 1), 1), scaled, w));
            builder.Output("z" + channels, builder.Add(new Cast(ElementType.Float32), image));
        }

        BackendCheck.Compare(builder.Build(), 5);
    }

    [Fact]
    public void Inputs_and_constants_may_be_results()
    {
        var builder = new GraphBuilder("through");
        int x = builder.Input("x", TensorType.Float(1, 5));
        int w = builder.Parameter("w", TensorType.Float(3, 7));
        builder.Output("same", x);
        builder.Output("constant", builder.Add(new Softmax(1), w));
        builder.Output("y", builder.Add(new Relu(), x));
        BackendCheck.Compare(builder.Build(), 1);
    }
}
