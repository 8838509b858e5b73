using ModelGen.Compiler.Passes;
using ModelGen.Compiler.Tests.Support;
using ModelGen.IR;
using ModelGen.IR.Operators;

namespace ModelGen.Compiler.Tests.Passes;

public class FusionTests
{
    private static readonly Rule[] Both = [new FuseElementWise(FusionLimits.Default), new FuseAnchor(FusionLimits.Default)];

    private readonly Net net = new();
    private readonly int x;

    public FusionTests() => x = net.Input("x", 1, 4, 4, 3);

    [Fact]
    public void AnActivationGoesIntoItsConvolution() => Fuses("Relu(Conv2D(x, w))", "Conv2D+Relu(x, w)", net.Add(new Relu(), net.Conv(x, "w", 3)));

    [Fact]
    public void AResidualGoesIntoTheLaterOfTwoConvolutions()
    {
        int shortcut = net.Conv(x, "v", 3), body = net.Conv(x, "w", 3, 3, pads: 1);
        Fuses("Relu(Add(Conv2D(x, w), Conv2D(x, v)))", "Conv2D+Add+Relu(x, w, Conv2D(x, v))", net.Add(new Relu(), net.Add(new Add(), body, shortcut)));
    }

    [Fact]
    public void ThePositionOfTheLastMemberIsKept()
    {
        int early = net.Conv(x, "w", 3), late = net.Add(new Softmax(3), x);
        Graph after = Fuses("Add(Conv2D(x, w), Softmax(x))", "Conv2D+Add(x, w, Softmax(x))", net.Add(new Add(), early, late));
        Assert.IsType<Fused>(after.Nodes[^1].Operator);
    }

    [Fact]
    public void PoolingAndProductsAreAnchorsToo() => PassAssert.Rewrites(
        net.Build(
            net.Add(new Relu(), net.Add(new MaxPool(2, 2, 1, Pads.None), x)),
            net.Add(new Mul(), net.Add(new GlobalAveragePool(), x), net.Scalar(3)),
            net.Add(new Tanh(), net.Add(new MatMul(), net.Input("a", 2, 3), net.Input("b", 3, 4)))),
        "Relu(MaxPool(x)); Mul(GlobalAveragePool(x), 3); Tanh(MatMul(a, b))",
        "MaxPool+Relu(x); GlobalAveragePool+Mul(x, 3); MatMul+Tanh(a, b)",
        new FuseAnchor(FusionLimits.Default));

    [Fact]
    public void AValueThatIsAResultIsNotFused()
    {
        int conv = net.Conv(x, "w", 3);
        PassAssert.Keeps(net.Build(net.Add(new Relu(), conv), conv), Both);
    }

    [Fact]
    public void AValueWithTwoReadersIsNotFused()
    {
        int conv = net.Conv(x, "w", 3);
        PassAssert.Keeps(net.Build(net.Add(new Relu(), conv), net.Add(new Softmax(3), conv)), Both);
    }

    [Fact]
    public void AnOperandThatBroadcastsByRowIsNotFusedIntoAnAnchor() =>
        PassAssert.Keeps(net.Build(net.Add(new Add(), net.Conv(x, "w", 3), net.Input("rows", 1, 4, 1, 1))), Both);

    [Fact]
    public void AnAnchorThatWouldBeBroadcastIsNotFused() =>
        PassAssert.Keeps(net.Build(net.Add(new Add(), net.Add(new GlobalAveragePool(), x), x)), new FuseAnchor(FusionLimits.Default));

    [Fact]
    public void PerChannelAndSingleOperandsAreFused() => Fuses(
        "Add(Mul(MaxPool(x), c), 2)", "MaxPool+Mul+Add(x, c, 2)", net.Add(new Add(), net.Add(new Mul(), net.Add(new MaxPool(1, 2, 1, Pads.None), x), net.Parameter("c", 3)), net.Scalar(2)));

    [Fact]
    public void AChainOfElementWiseOperatorsIsOneKernel() =>
        Fuses("Exp(Add(Relu(x), x))", "Relu+Add+Exp(x)", net.Add(new Exp(), net.Add(new Add(), net.Add(new Relu(), x), x)));

    [Fact]
    public void AGraphOfElementWiseOperatorsIsOneKernel()
    {
        int left = net.Add(new Relu(), x), right = net.Add(new Tanh(), net.Input("z", 1, 1, 4, 3));
        int wide = net.Add(new Exp(), net.Add(new Mul(), x, right));
        Fuses("Add(Relu(x), Exp(Mul(x, Tanh(z))))", "Mul+Exp+Relu+Add(x, Tanh(z))", net.Add(new Add(), left, wide));
    }

    [Fact]
    public void AGraphThatSharesAnAnchorsValueGoesIntoTheAnchor()
    {
        int conv = net.Conv(x, "w", 3);
        int gated = net.Add(new Mul(), net.Add(new Add(), conv, net.Scalar(1)), net.Add(new Tanh(), conv));
        PassAssert.Rewrites(net.Build(gated), "Mul(Add(Conv2D(x, w), 1), Tanh(Conv2D(x, w)))", "Conv2D+Tanh+Add+Mul(x, w, 1)", Both);
    }

    [Fact]
    public void AConversionIsTheAnchorOfItsKernel()
    {
        var builder = new GraphBuilder("net");
        int bytes = builder.Input("bytes", new TensorType(ElementType.UInt8, new Shape(2, 3)));
        int scaled = builder.Add(new Mul(), builder.Add(new Relu(), builder.Input("f", TensorType.Float(2, 3))), builder.Add(new Cast(ElementType.Float32), bytes));
        builder.Output("y", scaled);
        PassAssert.Rewrites(builder.Build(), "Mul(Relu(f), Cast(bytes))", "Cast+Relu+Mul(bytes, f)", Both);
    }

    [Fact]
    public void AKernelKeepsToItsLimits()
    {
        int y = net.Add(new Exp(), net.Add(new Tanh(), net.Add(new Relu(), net.Conv(x, "w", 3))));
        PassAssert.Rewrites(net.Build(y), "Exp(Tanh(Relu(Conv2D(x, w))))", "Exp(Conv2D+Relu+Tanh(x, w))", new FuseAnchor(new FusionLimits(2, 6)));
        int sum = net.Add(new Add(), net.Add(new Add(), net.Conv(x, "v", 3), net.Input("a", 1, 4, 4, 3)), net.Input("b", 1, 4, 4, 3));
        Graph limited = Pipeline.Run(net.Build(sum), [new RulePass("fuse", new FuseAnchor(new FusionLimits(16, 1)))]).Graph;
        Assert.EndsWith("Add(Conv2D+Add(x, v, a), b)", PassAssert.Expressions(limited));
    }

    [Fact]
    public void ConstantExpressionsAreNotFused()
    {
        int constant = net.Add(new Sqrt(), net.Add(new Abs(), net.Parameter("c", 3)));
        Fuses("Add(Conv2D(x, w), Sqrt(Abs(c)))", "Conv2D+Add(x, w, Sqrt(Abs(c)))", net.Add(new Add(), net.Conv(x, "w", 3), constant));
    }

    private Graph Fuses(string before, string after, int result) => PassAssert.Rewrites(net.Build(result), before, after, Both);
}
