using System;
using static ModelGen.Ops;

namespace ModelGen.Runtime.Tests.Operations;

/// <summary>That each operation does what its name says, with defaults and negative axes; the operators themselves are tested in Core.</summary>
public sealed class OpsTests
{
    private static readonly Tensor Row = T([1, 4], -2, -0.5f, 0.5f, 8);
    private static readonly Tensor Plane = T([1, 2, 2, 1], 1, 2, 3, 4);

    [Fact]
    public void Element_wise()
    {
        Assert.Equal([0, 0, 0.5f, 8], Relu(Row).Floats);
        Assert.Equal([0, 0, 0.5f, 6], Relu6(Row).Floats);
        Assert.Equal([-0.2f, -0.05f, 0.5f, 8], LeakyRelu(Row, 0.1f).Floats);
        Assert.Equal([-1, -0.5f, 0.5f, 1], Clip(Row, -1, 1).Floats);
        Assert.Equal([2, 0.5f, 0.5f, 8], Abs(Row).Floats);
        Assert.Equal([0, 0, 0.5f, 8], Max(Row, T([], 0)).Floats);
        Assert.Equal([-2, -0.5f, 0, 0], Min(Row, T([], 0)).Floats);
        Assert.Equal([-4, -1, 1, 16], Add(Row, Row).Floats);
        Assert.Equal([0, 0, 0, 0], Sub(Row, Row).Floats);
        Assert.Equal([4, 0.25f, 0.25f, 64], Mul(Row, Row).Floats);
        Assert.Equal([1, 1, 1, 1], Div(Row, Row).Floats);
        Assert.Equal([2, 3], Sqrt(T([2], 4, 9)).Floats);
        AssertClose([0.1353353f, 1.6487213f], Exp(T([2], -2, 0.5f)));
        AssertClose([0.1192029f, 0.6224593f], Sigmoid(T([2], -2, 0.5f)));
        AssertClose([-0.9640276f, 0.4621172f], Tanh(T([2], -2, 0.5f)));
        AssertClose([-0.2384058f, 0.3112297f], SiLU(T([2], -2, 0.5f)));
        AssertClose([1f / 6, 7f / 12], HardSigmoid(T([2], -2, 0.5f)));
        AssertClose([-1f / 3, 3.5f / 12], HardSwish(T([2], -2, 0.5f)));
        AssertClose([-0.0455003f, 0.3457312f], Gelu(T([2], -2, 0.5f)));
        AssertClose([-0.0454023f, 0.3457140f], Gelu(T([2], -2, 0.5f), approximate: true));
        Assert.Equal([0, 255], ToFloat(new Tensor(new Shape(2), new byte[] { 0, 255 })).Floats);
    }

    [Fact]
    public void Pooling_strides_by_its_kernel()
    {
        Assert.Equal([4], MaxPool(Plane, 2).Floats);
        Assert.Equal([2.5f], AveragePool(Plane, 2).Floats);
        Assert.Equal([4, 4, 4, 4], MaxPool(Plane, 2, stride: 1, padding: Padding.Same).Floats);
        Assert.Equal([2.5f, 3, 3.5f, 4], AveragePool(Plane, 2, stride: 1, padding: Padding.Same).Floats);
        Assert.Equal([2.5f, 1.5f, 1.75f, 1], AveragePool(Plane, 2, stride: 1, padding: Padding.Same, countPadding: true).Floats);
        Assert.Equal(new Shape(1, 1, 1, 1), GlobalAveragePool(Plane).Shape);
    }

    [Fact]
    public void Rearranging()
    {
        Assert.Equal(new Shape(2, 2), Reshape(Row, 2, -1).Shape);
        Assert.Equal(new Shape(1, 4), Flatten(Plane).Shape);
        Assert.Equal([1, 3, 2, 4], Transpose(Plane, 0, 2, 1, -1).Floats);
        Assert.Equal(new Shape(4), Squeeze(Row, 0).Shape);
        Assert.Equal(new Shape(1, 2, 2), Squeeze(Plane, -1).Shape);
        Assert.Equal(new Shape(1, 2, 4, 1), Concat(-2, Plane, Plane).Shape);
        Assert.Equal([-0.5f, 8], Slice(Row, -1, 1, 2, step: 2).Floats);
        Tensor[] halves = Split(Row, 2, axis: -1);
        Assert.Equal([0.5f, 8], halves[1].Floats);
        Tensor[] parts = Split(Row, [1, 3], axis: 1);
        Assert.Equal([-0.5f, 0.5f, 8], parts[1].Floats);
        Assert.Equal([9, -2, -0.5f, 0.5f, 8], Pad(Row, [0, 1], [0, 0], 9).Floats);
        Assert.Equal(new Shape(1, 4, 6, 1), Pad(Plane, (1, 2)).Shape);
        Assert.Equal([0.5f, -2], Gather(Row, new Tensor(new Shape(2), [2, 0]), axis: -1).Floats);
        Assert.Equal([1, 1, 2, 2, 1, 1, 2, 2, 3, 3, 4, 4, 3, 3, 4, 4], Resize(Plane, 4, 4).Floats);
    }

    [Fact]
    public void Reductions_and_products()
    {
        Assert.Equal([6], ReduceSum(Row, -1).Floats);
        Assert.Equal(new Shape(1), ReduceSum(Row, -1).Shape);
        Assert.Equal(new Shape(1, 1), ReduceMean(Row, -1, keepDims: true).Shape);
        Assert.Equal([2.5f], ReduceMean(Plane, [2, 1]).Floats);
        Assert.Equal([8], ReduceMax(Row, [0, 1]).Floats);
        Assert.Equal([7, 10, 15, 22], MatMul(T([2, 2], 1, 2, 3, 4), T([2, 2], 1, 2, 3, 4)).Floats);
        AssertClose([0.2689414f, 0.7310586f], Softmax(T([1, 2], 1, 2)));
    }

    [Fact]
    public void What_does_not_fit_is_refused_with_the_shapes()
    {
        AssertRefused("Reshape: the 4 elements of [1, 4] do not fill the shape [3, -1].", () => Reshape(Row, 3, -1));
        AssertRefused("Reshape: the extents [0, -1] are each at least 1, except for one that may be -1.", () => Reshape(Row, 0, -1));
        AssertRefused("Reshape: the extents [-1, -1] are each at least 1, except for one that may be -1.", () => Reshape(Row, -1, -1));
        AssertRefused("Reshape: the 4 elements of [1, 4] do not fill the shape [2147483647, 2147483647].", () => Reshape(Row, int.MaxValue, int.MaxValue));
        AssertRefused("Softmax: axis 2 is not one of the 2 axes of [1, 4].", () => Softmax(Row, 2));
        AssertRefused("ReduceSum: axis -3 is not one of the 2 axes of [1, 4].", () => ReduceSum(Row, -3));
        AssertRefused("ReduceSum: axis 1 of [1, 4] was given twice.", () => ReduceSum(Row, [1, -1]));
        AssertRefused("ReduceSum: no axes of [1, 4] were given.", () => ReduceSum(Row, []));
        AssertRefused("Split: axis 1 of [1, 4] has the extent 4, which cannot be split into 3 equal parts.", () => Split(Row, 3, 1));
        AssertRefused("Split: the sizes [1, 2] must each be at least 1 and add up to 4, the extent of axis 1 of [1, 4].", () => Split(Row, [1, 2], 1));
        AssertRefused("Reshape: axis 1 of [1, 4] has the extent 4; only an axis of extent 1 can be removed.", () => Squeeze(Row, 1));
        AssertRefused("Transpose: the permutation [0, 0] must name each of the 2 axes of [1, 4] once.", () => Transpose(Row, 0, 0));
        AssertRefused("MaxPool: needs an image of shape (N, H, W, C), but got [1, 4].", () => MaxPool(Row, 2));
        AssertRefused("MaxPool: kernel 0×0, stride 0×0 and dilation 1×1 must be at least 1.", () => MaxPool(Plane, 0));
        AssertRefused("Pad: padding Same depends on a window, which a border has not: give the amounts.", () => Pad(Plane, Padding.Same));
        AssertRefused("Concat: needs at least one tensor.", () => Concat(0));
        Assert.Throws<ArgumentException>(() => Row + T([3], 1, 2, 3));
        Assert.Throws<ArgumentException>(() => Slice(Row, 1, 3, 2));
        Assert.Throws<ArgumentException>(() => Concat(0, Row, Plane));
    }

    private static Tensor T(int[] shape, params float[] values) => new(new Shape(shape), values);

    private static void AssertClose(float[] expected, Tensor actual)
    {
        Assert.Equal(expected.Length, actual.Floats.Length);
        Assert.All(expected, (value, i) => Assert.Equal(value, actual.Floats[i], 1e-5f));
    }

    private static void AssertRefused(string message, Func<object> call) => Assert.Equal(message, Assert.Throws<ArgumentException>(call).Message);
}
