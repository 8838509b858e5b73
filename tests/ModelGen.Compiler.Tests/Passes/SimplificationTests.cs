using ModelGen.Compiler.Passes;
using ModelGen.Compiler.Tests.Support;
using ModelGen.IR;
using ModelGen.IR.Operators;

namespace ModelGen.Compiler.Tests.Passes;

public class SimplificationTests
{
    private readonly Net net = new();

    public static TheoryData<Operator> Identities => new()
    {
        new Reshape(new Shape(1, 3, 3, 2)),
        new Transpose(new[] { 0, 1, 2, 3 }),
        new Pad(new int[4], new int[4], 7),
        new Slice(new int[4], new[] { 1, 3, 3, 2 }, new[] { 1, 1, 1, 1 }),
        new Cast(ElementType.Float32),
        new Concat(3),
        new Resize(3, 3, ResizeMode.Bilinear, ResizeCoordinates.HalfPixel),
        new Clip(float.NegativeInfinity, float.PositiveInfinity),
        new LeakyRelu(1),
        new MaxPool(1, 1, 1, Pads.None),
        new ReduceSum(new[] { 0 }, true),
    };

    public static TheoryData<Operator> Changes => new()
    {
        new Reshape(new Shape(1, 9, 1, 2)),
        new Transpose(new[] { 0, 2, 1, 3 }),
        new Pad(new int[4], new[] { 0, 1, 0, 0 }, 0),
        new Resize(3, 4, ResizeMode.Bilinear, ResizeCoordinates.HalfPixel),
        new Clip(float.NegativeInfinity, 5),
        new LeakyRelu(0.5f),
        new MaxPool(3, 1, 1, new Pads(1, 1, 1, 1)),
        new Softmax(3),
        new ReduceSum(new[] { 0 }, false),
    };

    [Theory]
    [MemberData(nameof(Identities))]
    public void AnIdentityIsDropped(Operator identity)
    {
        int x = net.Input("x", 1, 3, 3, 2);
        Graph graph = net.Build(net.Add(new Exp(), net.Add(identity, x)));
        PassAssert.Rewrites(graph, PassAssert.Expressions(graph), "Exp(x)", new DropIdentity());
    }

    [Theory]
    [MemberData(nameof(Changes))]
    public void AnOperationThatChangesSomethingStays(Operator op) =>
        PassAssert.Keeps(net.Build(net.Add(op, net.Input("x", 1, 3, 3, 2))), new DropIdentity());

    [Fact]
    public void NeutralOperandsAreDropped()
    {
        int x = net.Input("x", 2, 3);
        int sum = net.Add(new Add(), net.Scalar(0), net.Add(new Sub(), x, net.Scalar(0)));
        int product = net.Add(new Mul(), net.Add(new Div(), sum, net.Scalar(1)), net.Scalar(1));
        PassAssert.Rewrites(
            net.Build(net.Add(new Exp(), product)), "Exp(Mul(Div(Add(0, Sub(x, 0)), 1), 1))", "Exp(x)", new DropNeutralOperand());
    }

    [Fact]
    public void ANeutralOperandThatBroadcastsStays()
    {
        int x = net.Input("x", 1, 3), zeros = net.Add(new Literal(new Shape(2, 1), new float[2]));
        PassAssert.Keeps(net.Build(net.Add(new Add(), x, zeros)), new DropNeutralOperand());
    }

    [Fact]
    public void AZeroToSubtractFromOrAOneToDivideIsNotNeutral()
    {
        int x = net.Input("x", 2, 3);
        PassAssert.Keeps(net.Build(net.Add(new Sub(), net.Scalar(0), x), net.Add(new Div(), net.Scalar(1), net.Add(new Clip(1, 2), x))), new DropNeutralOperand());
    }

    [Fact]
    public void ReshapesMerge()
    {
        int inner = net.Add(new Reshape(new Shape(6)), net.Input("x", 2, 3));
        PassAssert.Rewrites(net.Build(net.Add(new Reshape(new Shape(3, 2)), inner)), "Reshape(Reshape(x))", "Reshape(x)", new MergeReshapes());
    }

    [Fact]
    public void PadsOfOneValueMerge()
    {
        int inner = net.Add(new Pad(new[] { 1, 0 }, new[] { 0, 2 }, 3), net.Input("x", 2, 3));
        PassAssert.Rewrites(net.Build(net.Add(new Pad(new[] { 1, 1 }, new[] { 0, 0 }, 3), inner)), "Pad(Pad(x))", "Pad(x)", new MergePads());
    }

    [Fact]
    public void PadsOfDifferentValuesStay()
    {
        int inner = net.Add(new Pad(new[] { 1, 0 }, new[] { 0, 2 }, 3), net.Input("x", 2, 3));
        PassAssert.Keeps(net.Build(net.Add(new Pad(new[] { 1, 1 }, new[] { 0, 0 }, 0), inner)), new MergePads());
    }

    [Fact]
    public void ClampsMergeToTheirIntersection()
    {
        int x = net.Input("x", 2, 3);
        int relu = net.Add(new Relu(), net.Add(new Relu(), x)), clip = net.Add(new Clip(-1, 0.5f), net.Add(new Relu(), x));
        Graph after = PassAssert.Rewrites(net.Build(relu, clip), "Relu(Relu(x)); Clip(Relu(x))", "Relu(x); Clip(x)", new MergeClamps());
        Assert.Contains(after.Nodes, n => n.Operator is Clip { Min: 0, Max: 0.5f });
    }

    [Fact]
    public void ClampsToDisjointIntervalsStay() =>
        PassAssert.Keeps(net.Build(net.Add(new Clip(2, 3), net.Add(new Clip(0, 1), net.Input("x", 4)))), new MergeClamps());

    [Fact]
    public void ClampsAreNamed()
    {
        int x = net.Input("x", 2, 3);
        int relu = net.Add(new Clip(0, float.PositiveInfinity), x), relu6 = net.Add(new Clip(0, 6), x);
        int max = net.Add(new Max(), net.Scalar(0), x), min = net.Add(new Min(), x, net.Scalar(2));
        PassAssert.Rewrites(net.Build(relu, relu6, max, min), "Clip(x); Clip(x); Max(0, x); Min(x, 2)", "Relu(x); Relu6(x); Relu(x); Clip(x)", new NameClamps());
    }

    [Fact]
    public void AMaximumThatBroadcastsOrOfTwoValuesStays()
    {
        int x = net.Input("x", 1, 3), zeros = net.Add(new Literal(new Shape(2, 1), new float[2]));
        PassAssert.Keeps(net.Build(net.Add(new Max(), x, zeros), net.Add(new Max(), x, net.Input("z", 1, 3))), new NameClamps());
    }

    [Fact]
    public void GatedActivationsAreNamed()
    {
        int x = net.Input("x", 2, 3);
        int silu = net.Add(new Mul(), x, net.Add(new Sigmoid(), x)), swish = net.Add(new Mul(), net.Add(new HardSigmoid(), x), x);
        PassAssert.Rewrites(net.Build(silu, swish), "Mul(x, Sigmoid(x)); Mul(HardSigmoid(x), x)", "Silu(x); HardSwish(x)", new NameActivations());
    }

    [Fact]
    public void AGateOfAnotherValueOrWithAnotherReaderStays()
    {
        int x = net.Input("x", 2, 3), gate = net.Add(new Sigmoid(), x);
        PassAssert.Keeps(net.Build(net.Add(new Mul(), x, gate), gate, net.Add(new Mul(), x, net.Add(new Sigmoid(), net.Input("z", 2, 3)))), new NameActivations());
    }

    [Fact]
    public void MeansOfPlanesAreNamed()
    {
        int x = net.Input("x", 1, 4, 5, 2);
        int keep = net.Add(new ReduceMean(new[] { 2, 1 }, true), x), drop = net.Add(new ReduceMean(new[] { 1, 2 }, false), x);
        int pool = net.Add(new AveragePool((4, 5), 1, Pads.None, false), x);
        PassAssert.Rewrites(
            net.Build(keep, drop, pool),
            "ReduceMean(x); ReduceMean(x); AveragePool(x)",
            "GlobalAveragePool(x); Reshape(GlobalAveragePool(x)); GlobalAveragePool(x)",
            new NameGlobalPooling());
    }

    [Fact]
    public void MeansOfOtherAxesAndSmallerWindowsStay()
    {
        int x = net.Input("x", 1, 4, 5, 2);
        PassAssert.Keeps(
            net.Build(net.Add(new ReduceMean(new[] { 1, 3 }, true), x), net.Add(new AveragePool((4, 4), 1, Pads.None, false), x)), new NameGlobalPooling());
    }

    [Fact]
    public void SubtractingAConstantIsAddingItsNegative()
    {
        int x = net.Input("x", 2, 3), c = net.Parameter("c", 3);
        PassAssert.Rewrites(net.Build(net.Add(new Sub(), x, c)), "Sub(x, c)", "Add(x, Negate(c))", new SubtractionAsAddition());
    }

    [Fact]
    public void SubtractingFromAConstantStays() =>
        PassAssert.Keeps(net.Build(net.Add(new Sub(), net.Parameter("c", 3), net.Input("x", 2, 3))), new SubtractionAsAddition());

    [Fact]
    public void AProductWithAConstantMatrixIsADenseLayer()
    {
        int x = net.Input("x", 2, 3);
        PassAssert.Rewrites(net.Build(net.Add(new MatMul(), x, net.Parameter("w", 3, 4))), "MatMul(x, w)", "Dense(x, Transpose10(w))", new ConstantMatMulAsDense());
    }

    [Fact]
    public void AProductWithAValueOrABatchOfMatricesStays()
    {
        int x = net.Input("x", 2, 3);
        PassAssert.Keeps(
            net.Build(net.Add(new MatMul(), x, net.Input("z", 3, 4)), net.Add(new MatMul(), x, net.Parameter("w", 2, 3, 4))), new ConstantMatMulAsDense());
    }

    [Fact]
    public void ExpressionsOverLiteralsAreEvaluated()
    {
        int sum = net.Add(new Add(), net.Scalar(2), net.Add(new Mul(), net.Scalar(3), net.Scalar(4)));
        PassAssert.Rewrites(net.Build(net.Add(new Add(), net.Input("x", 2), sum)), "Add(x, Add(2, Mul(3, 4)))", "Add(x, 14)", new FoldLiterals());
    }

    [Fact]
    public void ExpressionsThatDependOnWeightsOrOnTheMathLibraryAreLeftToTheLinkStep()
    {
        int x = net.Input("x", 2);
        PassAssert.Keeps(
            net.Build(net.Add(new Add(), x, net.Add(new Add(), net.Scalar(1), net.Parameter("p", 2))), net.Add(new Add(), x, net.Add(new Exp(), net.Scalar(1)))),
            new FoldLiterals());
    }

    [Fact]
    public void EqualComputationsAreShared()
    {
        int x = net.Input("x", 2);
        int first = net.Add(new Exp(), net.Add(new Relu(), x)), second = net.Add(new Exp(), net.Add(new Relu(), x));
        Graph after = PassAssert.Rewrites(net.Build(first, second), "Exp(Relu(x)); Exp(Relu(x))", "Exp(Relu(x)); Exp(Relu(x))", new ShareCommonSubexpressions());
        Assert.Equal(3, after.Nodes.Count);
    }

    [Fact]
    public void ComputationsWithOtherAttributesOrOperandsAreNotShared()
    {
        int x = net.Input("x", 2), z = net.Input("z", 2);
        Graph graph = net.Build(net.Add(new Clip(0, 1), x), net.Add(new Clip(0, 2), x), net.Add(new Clip(0, 1), z));
        Assert.Same(graph, new ShareCommonSubexpressions().Apply(graph, new PassContext()));
    }

    [Fact]
    public void DeadCodeGoesAndUnreadInputsStay()
    {
        int x = net.Input("x", 2);
        net.Input("unread", 2);
        net.Add(new Exp(), net.Add(new Relu(), x));
        Graph after = PassAssert.Rewrites(net.Build(net.Add(new Tanh(), x)), "Tanh(x)", "Tanh(x)", new DropDeadCode());
        Assert.Equal(3, after.Nodes.Count);
    }
}
