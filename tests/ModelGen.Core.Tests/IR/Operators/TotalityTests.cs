using System;
using System.Linq;
using CsCheck;
using ModelGen.IR;
using ModelGen.IR.Operators;
using ModelGen.Numerics;
using ModelGen.Tests;

namespace ModelGen.Core.Tests.IR.Operators;

/// <summary>A shape rule never throws, and what it accepts evaluates to what it says.</summary>
public class TotalityTests
{
    private static readonly int[] Extreme = [int.MinValue, -1, 0, 1, 2, 3, 5, 1 << 20, int.MaxValue];

    [Fact]
    public void Any_operator_over_any_inputs_yields_a_type_or_an_error() =>
        Gen.Int[0, 1 << 30].Check(
            20_000,
            seed =>
            {
                var random = new Random(seed);
                TensorType[] inputs = [.. Enumerable.Range(0, random.Next(5)).Select(_ => DrawType(random))];
                Operator op = DrawHostile(random);
                Inference inference = op.Infer(inputs);
                Assert.True(inference.Error is null || inference.Error.Length > 0);
                Assert.True(inference.Error is not null || inference.Type.Shape.ElementCount >= 1);
            });

    [Fact]
    public void Operators_of_random_graphs_evaluate_to_their_type_without_changing_their_inputs() =>
        RandomGraphs.Gen.Check(
            200,
            graph =>
            {
                foreach (Node node in graph.Nodes.Where(n => n.Inputs.Count > 0))
                {
                    Tensor[] inputs = [.. node.Inputs.Select(i => Fill(graph.ById()[i]))];
                    Tensor result = node.Operator.Apply(inputs);
                    Assert.Equal(node.Type, result.Type);
                    Assert.Equal(node.Inputs.Select(i => Fill(graph.ById()[i]).Data), inputs.Select(i => i.Data));
                }
            });

    [Fact]
    public void A_fused_kernel_equals_its_steps()
    {
        var steps = new[] { new FusedStep(new Add(), new[] { ~0, 2 }), new FusedStep(new Relu(), new[] { ~1 }), new FusedStep(new Sub(), new[] { ~2, ~0 }) };
        var op = new Fused(new Dense(), 2, steps);
        Tensor x = OperatorAssert.Count(1, 2), w = OperatorAssert.Count(2, 2), b = OperatorAssert.Of([2], -100, 1);
        OperatorAssert.Yields(op, OperatorAssert.Of([1, 2], -5, 1), x, w, b);
        Assert.Equal(4, op.Macs([x.Type, w.Type, b.Type], TensorType.Float(1, 2)));
    }

    [Fact]
    public void A_fused_kernel_refuses_operands_that_do_not_exist()
    {
        TensorType x = TensorType.Float(1);
        OperatorAssert.Refuses("Relu, step 1, takes $1, which does not exist there.", new Fused(new Relu(), 1, new[] { new FusedStep(new Relu(), new[] { 1 }) }), x);
        OperatorAssert.Refuses("Relu, step 1, takes ^1, which does not exist there.", new Fused(new Relu(), 1, new[] { new FusedStep(new Relu(), new[] { ~1 }) }), x);
        OperatorAssert.Refuses("the anchor takes 2 inputs, but the node has 1.", new Fused(new Add(), 2, EquatableArray<FusedStep>.Empty), x);
        OperatorAssert.Refuses("a fused kernel holds no fused kernel.", new Fused(new Fused(new Relu(), 1, EquatableArray<FusedStep>.Empty), 1, EquatableArray<FusedStep>.Empty), x);
    }

    /// <summary>Numbers of both signs; scales of weights are positive.</summary>
    private static Tensor Fill(Node node) => node.Operator is WeightScale ? new Tensor(node.Type.Shape, Array.ConvertAll(Fill(node.Type).Floats, Math.Abs)) : Fill(node.Type);

    private static Tensor Fill(TensorType type) => type.Element switch
    {
        ElementType.Float32 => new Tensor(type.Shape, [.. Enumerable.Range(0, type.Shape.ElementCount).Select(i => (i % 17) - 8.5f)]),
        ElementType.UInt8 => new Tensor(type.Shape, [.. Enumerable.Range(0, type.Shape.ElementCount).Select(i => (byte)(i * 37))]),
        ElementType.Int8 => new Tensor(type.Shape, [.. Enumerable.Range(0, type.Shape.ElementCount).Select(i => (sbyte)(i * 37))]),
        _ => new Tensor(type.Shape, new int[type.Shape.ElementCount]),
    };

    private static TensorType DrawType(Random random)
    {
        int[] extents = [1, 1, 2, 3, 4, 6, 40_000];
        int[] shape = [.. Enumerable.Range(0, random.Next(6)).Select(_ => extents[random.Next(extents.Length)])];
        long count = shape.Aggregate(1L, (product, extent) => Math.Min(product * extent, long.MaxValue / 50_000));
        return new TensorType((ElementType)random.Next(4), count > int.MaxValue ? new Shape(7) : new Shape(shape));
    }

    private static Operator DrawHostile(Random random)
    {
        int I() => Extreme[random.Next(Extreme.Length)];
        EquatableArray<int> L() => Enumerable.Range(0, random.Next(5)).Select(_ => I()).ToArray();
        Size2D S() => random.Next(3) == 0 ? (I(), I()) : 1;
        Pads P() => random.Next(3) == 0 ? new Pads(I(), I(), I(), I()) : Pads.None;
        Quantization Q() => new(random.Next(3) == 0 ? new[] { 0, -1, float.NaN, float.PositiveInfinity, float.Epsilon, float.MaxValue }[random.Next(6)] : 0.1f, random.Next(3) == 0 ? I() : 3);
        ElementType E() => random.Next(3) == 0 ? (ElementType)random.Next(6) : ElementType.UInt8;
        RoundingRule R() => (RoundingRule)random.Next(3);
        (int least, int greatest) = random.Next(3) == 0 ? (I(), I()) : (0, 127);
        Operator[] choices =
        [
            new Quantize(Q(), E(), R()), new Dequantize(Q()), new Requantize(Q(), Q(), E(), R()), new WeightScale(I()), new QuantizeWeight(I()), new QuantizeBias(Q().Scale),
            new QuantizedConv2D(S(), S(), P(), I(), Q(), Q(), E(), least, greatest, R()), new QuantizedConvTranspose2D(S(), S(), P(), S(), I(), Q(), Q(), E(), least, greatest, R()),
            new QuantizedDense(Q(), Q(), E(), least, greatest, R()), new QuantizedMatMul(Q(), Q(), Q(), E(), least, greatest, R()), new QuantizedAdd(Q(), Q(), Q(), E(), least, greatest, R()),
            new QuantizedMul(Q(), Q(), Q(), E(), least, greatest, R()), new QuantizedAveragePool(S(), S(), P(), true, Q(), Q(), E(), R()), new QuantizedGlobalAveragePool(Q(), Q(), E(), R()),
            new QuantizedUnary(new Clip(0, I()), Q(), Q(), E(), R()), new QuantizedBias(Q(), E(), I()), new FixedPointFactor(Q().Scale, Q().Scale, (FixedPointPart)random.Next(3)),
            new Conv2D(S(), S(), P(), I()), new ConvTranspose2D(S(), S(), P(), S(), I()), new MaxPool(S(), S(), S(), P()), new AveragePool(S(), S(), P(), true),
            new GlobalAveragePool(), new Dense(), new MatMul(), new BatchNorm(0), new LayerNorm(float.NaN), new PRelu(), new Add(), new Relu(), new Clip(0, 1),
            new Softmax(I()), new Concat(I()), new Slice(L(), L(), L()), new Pad(L(), L(), 0), new Transpose(L()), new ReduceMax(L(), random.Next(2) == 0),
            new ReduceMean(L(), random.Next(2) == 0), new Resize(I(), I(), ResizeMode.Nearest, ResizeCoordinates.HalfPixel), new Gather(I()), new Cast((ElementType)random.Next(4)),
            new Reshape(new Shape(2, 3)), new Literal(new Shape(2), new[] { 1f }), new Input("x", TensorType.Float(1)), new Parameter("w", TensorType.Float(1)),
            new Fused(new MatMul(), I(), new[] { new FusedStep(new Add(), L()), new FusedStep(new Relu(), L()) }),
        ];
        return choices[random.Next(choices.Length)];
    }
}
