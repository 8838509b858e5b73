using System.Linq;
using ModelGen.Compiler.Passes;
using ModelGen.Compiler.Tests.Support;
using ModelGen.IR;
using ModelGen.IR.Operators;

namespace ModelGen.Compiler.Tests.Passes;

public class FoldingTests
{
    private static readonly Rule[] ScaleAndShift = [new LowerBatchNorm(), new FoldScale(), new FoldShift()];

    private readonly Net net = new();

    [Fact]
    public void ABatchNormBehindAConvolutionGoesIntoItsWeightAndMakesABias()
    {
        int y = net.BatchNorm(net.Conv(net.Input("x", 1, 4, 4, 3), "w", 5, 3), "n");
        Graph after = Fold(y);
        Assert.Equal(["x", "Mul(w, Reshape(Div(n.gamma, Sqrt(Add(n.var, 1E-05)))))", "Sub(n.beta, Mul(n.mean, Div(n.gamma, Sqrt(Add(n.var, 1E-05)))))"], Operands(after));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void ABatchNormGoesIntoATransposedConvolutionWithBias(int groups)
    {
        int x = net.Input("x", 1, 4, 4, 4), w = net.Parameter("w", 4, 3, 2, 2), b = net.Parameter("b", 3 * groups);
        int y = net.Add(new IR.Operators.ConvTranspose2D(2, 1, Pads.None, 0, groups), x, w, b);
        Assert.IsType<IR.Operators.ConvTranspose2D>(Fold(net.BatchNorm(y, "n")).Nodes[^1].Operator);
    }

    [Fact]
    public void ABatchNormGoesIntoADenseLayer()
    {
        int y = net.Add(new IR.Operators.Dense(), net.Input("x", 2, 3), net.Parameter("w", 4, 3), net.Parameter("b", 4));
        Assert.IsType<IR.Operators.Dense>(Fold(net.BatchNorm(y, "n")).Nodes[^1].Operator);
    }

    [Fact]
    public void ABatchNormGoesIntoADepthwiseConvolution() =>
        Assert.IsType<IR.Operators.Conv2D>(Fold(net.BatchNorm(net.Conv(net.Input("x", 1, 4, 4, 3), "w", 6, 3, groups: 3), "n")).Nodes[^1].Operator);

    [Fact]
    public void ABatchNormOfItsOwnIsAMultiplicationAndAnAddition()
    {
        Graph after = Fold(net.BatchNorm(net.Add(new Relu(), net.Input("x", 2, 3)), "n"));
        Assert.Equal(
            "Add(Mul(Relu(x), Div(n.gamma, Sqrt(Add(n.var, 1E-05)))), Sub(n.beta, Mul(n.mean, Div(n.gamma, Sqrt(Add(n.var, 1E-05))))))",
            PassAssert.Expressions(after));
    }

    [Fact]
    public void AConvolutionWithAnotherReaderIsNotFolded()
    {
        int conv = net.Conv(net.Input("x", 1, 4, 4, 3), "w", 5);
        PassAssert.Keeps(net.Build(net.Add(new Mul(), conv, net.Parameter("s", 5)), conv), ScaleAndShift);
    }

    [Fact]
    public void AScaleThatIsNoConstantOrNotPerChannelIsNotFolded()
    {
        int x = net.Input("x", 1, 4, 5, 3);
        int first = net.Add(new Mul(), net.Conv(x, "w", 5), net.Input("s", 5)), second = net.Add(new Mul(), net.Conv(x, "v", 5), net.Parameter("rows", 5, 1));
        PassAssert.Keeps(net.Build(first, second), ScaleAndShift);
    }

    [Fact]
    public void AScaleThatBroadcastsTheResultIsNotFolded()
    {
        int y = net.Add(new IR.Operators.Dense(), net.Input("x", 3), net.Parameter("w", 1, 3));
        PassAssert.Keeps(net.Build(net.Add(new Mul(), y, net.Parameter("s", 4, 1))), ScaleAndShift);
    }

    [Fact]
    public void ASingleAddendGoesIntoABiasButMakesNone()
    {
        int x = net.Input("x", 2, 3), w = net.Parameter("w", 4, 3);
        int with = net.Add(new Add(), net.Scalar(2), net.Add(new IR.Operators.Dense(), x, w, net.Parameter("b", 4)));
        int without = net.Add(new Add(), net.Add(new IR.Operators.Dense(), x, w), net.Scalar(2));
        PassAssert.Rewrites(
            net.Build(with, without), "Add(2, Dense(x, w, b)); Add(Dense(x, w), 2)", "Dense(x, w, Add(b, Reshape(2))); Add(Dense(x, w), 2)", ScaleAndShift);
    }

    [Fact]
    public void AScaledInputGoesIntoTheWeight()
    {
        int scaled = net.Add(new Div(), net.Input("x", 1, 4, 4, 4), net.Scalar(255));
        int conv = net.Conv(scaled, "w", 6, 3, pads: 1), perChannel = net.Add(new Mul(), net.Input("z", 1, 4, 4, 4), net.Parameter("s", 4));
        PassAssert.Rewrites(
            net.Build(conv, net.Conv(perChannel, "v", 6, 3, pads: 1, groups: 2)),
            "Conv2D(Div(x, 255), w); Conv2D(Mul(z, s), v)",
            "Conv2D(x, Div(w, Reshape(255))); Conv2D(z, Reshape(Mul(Reshape(v), Reshape(s))))",
            new FoldScaleOfInput());
    }

    [Fact]
    public void AnInputScaledByPositionIsNotFolded()
    {
        int scaled = net.Add(new Mul(), net.Input("x", 1, 4, 4, 3), net.Parameter("s", 1, 4, 4, 1));
        PassAssert.Keeps(net.Build(net.Conv(scaled, "w", 6)), new FoldScaleOfInput());
    }

    [Fact]
    public void ZerosAroundAnImageBecomePaddingOfTheConvolution()
    {
        int padded = net.Add(new Pad(new[] { 0, 1, 0, 0 }, new[] { 0, 2, 3, 0 }, 0), net.Input("x", 1, 4, 4, 3));
        Graph after = PassAssert.Rewrites(
            net.Build(net.Conv(padded, "w", 2, 3, pads: 1)), "Conv2D(Pad(x), w)", "Conv2D(x, w)", new FoldPadIntoConvolution());
        Assert.Equal(new Pads(2, 1, 3, 4), Assert.IsType<IR.Operators.Conv2D>(after.Nodes[^1].Operator).Pads);
    }

    [Fact]
    public void OtherPadsStay()
    {
        int x = net.Input("x", 1, 4, 4, 3);
        int ones = net.Add(new Pad(new[] { 0, 1, 0, 0 }, new int[4], 1), x), channels = net.Add(new Pad(new[] { 0, 0, 0, 1 }, new int[4], 0), x);
        PassAssert.Keeps(net.Build(net.Conv(ones, "w", 2), net.Conv(channels, "v", 2)), new FoldPadIntoConvolution());
    }

    [Fact]
    public void ZerosAroundAnImageBecomeCountedPaddingOfAveragePooling()
    {
        int padded = net.Add(new Pad(new[] { 0, 1, 1, 0 }, new[] { 0, 1, 1, 0 }, 0), net.Input("x", 1, 4, 4, 3));
        Graph after = PassAssert.Rewrites(
            net.Build(net.Add(new AveragePool(3, 1, Pads.None, false), padded)), "AveragePool(Pad(x))", "AveragePool(x)", new FoldPadIntoAveragePool());
        Assert.Equal(new AveragePool(3, 1, new Pads(1, 1, 1, 1), true), after.Nodes[^1].Operator);
    }

    [Fact]
    public void ZerosThatPoolingWouldCountDifferentlyOrPoolAloneStay()
    {
        int padded = net.Add(new Pad(new[] { 0, 2, 2, 0 }, new[] { 0, 2, 2, 0 }, 0), net.Input("x", 1, 4, 4, 3));
        PassAssert.Keeps(
            net.Build(net.Add(new AveragePool(3, 1, new Pads(1, 1, 1, 1), false), padded), net.Add(new AveragePool(2, 1, Pads.None, false), padded)),
            new FoldPadIntoAveragePool());
    }

    private static string[] Operands(Graph graph)
    {
        var nodes = graph.ById();
        return [.. nodes[graph.Outputs[0].Node].Inputs.Select(i => PassAssert.Expressions(graph with { Outputs = new[] { new GraphOutput("y", i) } }))];
    }

    private Graph Fold(int result)
    {
        Graph graph = net.Build(result);
        PipelineResult folded = Pipeline.Run(graph, [new RulePass("fold", ScaleAndShift)]);
        Assert.True(folded.Succeeded, string.Join("\n", folded.Failures));
        GraphValues.AssertSame(graph, folded.Graph, seed: 1, "folded");
        return folded.Graph;
    }
}
