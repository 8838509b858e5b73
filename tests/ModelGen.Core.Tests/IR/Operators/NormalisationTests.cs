using ModelGen.IR;
using ModelGen.IR.Operators;
using static ModelGen.Core.Tests.IR.Operators.OperatorAssert;

namespace ModelGen.Core.Tests.IR.Operators;

public class NormalisationTests
{
    [Fact]
    public void BatchNorm_normalises_each_channel() =>
        Yields(new BatchNorm(1), Of([2, 2], 2, 20, 4, 22), Of([2, 2], 1, 2, 3, 4), Of([2], 2, 3), Of([2], 1, 20), Of([2], 0, 2), Of([2], 3, 8));

    [Fact]
    public void LayerNorm_normalises_each_row() =>
        Yields(new LayerNorm(0), Of([2, 2], -1, 12, -1, 12), Of([2, 2], 1, 3, 10, 20), Of([2], 1, 2), Of([2], 0, 10));

    [Fact]
    public void Normalisations_refuse_what_does_not_fit()
    {
        TensorType x = TensorType.Float(1, 4), four = TensorType.Float(4);
        Refuses("an input of [1, 4] needs scale, shift, mean and variance of shape [4], but one of them is [3].", new BatchNorm(0), x, four, four, four, TensorType.Float(3));
        Refuses("an input of [1, 4] needs scale and shift of shape [4], but one of them is [1].", new LayerNorm(0), x, four, TensorType.Float(1));
        Refuses("epsilon is at least 0, but it is -1.", new BatchNorm(-1), x, four, four, four, four);
        Refuses("takes 5 inputs, but got 1.", new BatchNorm(0), x);
    }

    [Fact]
    public void Softmax_sums_to_one_along_its_axis()
    {
        Yields(new Softmax(1), Of([1, 2], 0.25f, 0.75f), Of([1, 2], 0, 1.0986123f));
        Yields(new Softmax(0), Of([2, 2], 0.5f, 0.25f, 0.5f, 0.75f), Of([2, 2], 7, 0, 7, 1.0986123f));
        Yields(new Softmax(0), Of([2], 1, 0), Of([2], 1000, -1000));
        Refuses("axis 2 is not one of the 2 axes of [1, 4].", new Softmax(2), TensorType.Float(1, 4));
        Refuses("axis -1 is not one of the 2 axes of [1, 4].", new Softmax(-1), TensorType.Float(1, 4));
    }

    [Fact]
    public void Reductions_drop_or_keep_their_axes()
    {
        Tensor x = Count(2, 2, 2);
        Yields(new ReduceSum(new[] { 0 }, false), Of([2, 2], 6, 8, 10, 12), x);
        Yields(new ReduceMean(new[] { 0, 2 }, true), Of([1, 2, 1], 3.5f, 5.5f), x);
        Yields(new ReduceMax(new[] { 2, 1 }, false), Of([2], 4, 8), x);
        Yields(new ReduceSum(new[] { 0, 1, 2 }, false), Tensor.Scalar(36), x);
        Assert.True(float.IsNaN(new ReduceMax(new[] { 0 }, false).Apply(Of([2], float.NaN, 1)).Floats[0]));
    }

    [Fact]
    public void Reductions_refuse_bad_axes()
    {
        TensorType x = TensorType.Float(1, 4);
        Refuses("axis 2 is not one of the 2 axes of [1, 4].", new ReduceSum(new[] { 2 }, false), x);
        Refuses("needs at least one axis and each once, but got [].", new ReduceMax(EquatableArray<int>.Empty, false), x);
        Refuses("needs at least one axis and each once, but got [1, 1].", new ReduceMean(new[] { 1, 1 }, false), x);
    }
}
