using ModelGen.Compiler.Passes;
using ModelGen.Compiler.Tests.Support;
using ModelGen.IR;
using ModelGen.IR.Operators;

namespace ModelGen.Compiler.Tests.Passes;

public class TransposeTests
{
    private static readonly Transpose ToChannelsFirst = new(new[] { 0, 3, 1, 2 });
    private static readonly Transpose ToChannelsLast = new(new[] { 0, 2, 3, 1 });

    private readonly Net net = new();
    private readonly int first;

    public TransposeTests() => first = net.Add(ToChannelsFirst, net.Input("x", 2, 3, 4, 5));

    [Fact]
    public void InverseTransposesCancel() =>
        PassAssert.Rewrites(
            net.Build(net.Add(new Exp(), net.Add(ToChannelsLast, first))), "Exp(Transpose0231(Transpose0312(x)))", "Exp(x)", new MergeTransposes(), new DropIdentity());

    [Fact]
    public void TransposesSinkBelowElementWiseOperators()
    {
        int sum = net.Add(new Add(), net.Add(new Relu(), first), net.Parameter("c", 5, 1, 1));
        PassAssert.Rewrites(
            net.Build(net.Add(ToChannelsLast, net.Add(new Mul(), sum, net.Scalar(2)))),
            "Transpose0231(Mul(Add(Relu(Transpose0312(x)), c), 2))",
            "Transpose0123(Mul(Add(Relu(x), Transpose0231(Reshape(c))), 2))",
            new MergeTransposes(),
            new SinkMovementBelowUnary(),
            new SinkTransposeBelowBinary());
    }

    [Fact]
    public void TransposesOfBothOperandsSinkAsOne()
    {
        int second = net.Add(ToChannelsFirst, net.Input("z", 2, 3, 4, 5));
        PassAssert.Rewrites(
            net.Build(net.Add(new Add(), first, second)), "Add(Transpose0312(x), Transpose0312(z))", "Transpose0312(Add(x, z))", new SinkTransposeBelowBinary());
    }

    [Fact]
    public void OperandsThatAreTransposedDifferentlyOrNotAtAllStay()
    {
        int other = net.Add(new Transpose(new[] { 0, 3, 2, 1 }), net.Input("z", 2, 4, 3, 5)), plain = net.Input("p", 2, 5, 3, 4);
        int again = net.Add(ToChannelsFirst, net.Input("u", 2, 3, 4, 5));
        PassAssert.Keeps(net.Build(net.Add(new Add(), first, other), net.Add(new Add(), again, plain)), new SinkTransposeBelowBinary());
    }

    [Fact]
    public void ATransposeWithAnotherReaderStays() =>
        PassAssert.Keeps(net.Build(net.Add(new Relu(), first), first), new SinkMovementBelowUnary());

    [Fact]
    public void TransposesSinkBelowConcat()
    {
        int second = net.Add(ToChannelsFirst, net.Input("z", 2, 3, 4, 1));
        Graph after = PassAssert.Rewrites(
            net.Build(net.Add(new Concat(1), first, second)), "Concat(Transpose0312(x), Transpose0312(z))", "Transpose0312(Concat(x, z))", new SinkTransposeBelowConcat());
        Assert.Contains(after.Nodes, n => n.Operator is Concat { Axis: 3 });
    }

    [Fact]
    public void TransposesSinkBelowSoftmaxPadAndSlice()
    {
        int pad = net.Add(new Pad(new[] { 0, 1, 2, 0 }, new[] { 0, 0, 0, 3 }, 0), first);
        int slice = net.Add(new Slice(new[] { 0, 1, 2, 0 }, new[] { 2, 2, 3, 3 }, new[] { 1, 2, 1, 1 }), pad);
        PassAssert.Rewrites(
            net.Build(net.Add(new Softmax(1), slice)), "Softmax(Slice(Pad(Transpose0312(x))))", "Transpose0312(Softmax(Slice(Pad(x))))", new SinkTransposeBelowAxes());
    }

    [Theory]
    [InlineData(true, "Transpose0312(ReduceSum(x))")]
    [InlineData(false, "Transpose10(ReduceSum(x))")]
    public void TransposesSinkBelowReductions(bool keep, string expected)
    {
        int swapped = net.Add(new Transpose(new[] { 3, 0, 1, 2 }), net.Input("z", 2, 3, 4, 5));
        int operand = keep ? first : swapped;
        string before = keep ? "ReduceSum(Transpose0312(x))" : "ReduceSum(Transpose3012(z))";
        PassAssert.Rewrites(net.Build(net.Add(new ReduceSum(new[] { 2, 3 }, keep), operand)), before, keep ? expected : expected.Replace("x", "z"), new SinkTransposeBelowReduction());
    }

    [Fact]
    public void ATransposeThatMovesNothingIsAReshape()
    {
        int moved = net.Add(new Transpose(new[] { 0, 3, 1, 2 }), net.Input("z", 2, 1, 1, 5));
        PassAssert.Rewrites(net.Build(moved, first), "Transpose0312(z); Transpose0312(x)", "Reshape(z); Transpose0312(x)", new TransposeAsReshape());
    }

    [Fact]
    public void ReshapesSinkBelowActivations()
    {
        int flat = net.Add(new Reshape(new Shape(6, 20)), net.Input("z", 2, 3, 4, 5));
        PassAssert.Rewrites(net.Build(net.Add(new Relu(), flat)), "Relu(Reshape(z))", "Reshape(Relu(z))", new SinkMovementBelowUnary());
    }
}
