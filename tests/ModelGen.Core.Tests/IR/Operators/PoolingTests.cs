using ModelGen.IR;
using ModelGen.IR.Operators;
using static ModelGen.Core.Tests.IR.Operators.OperatorAssert;

namespace ModelGen.Core.Tests.IR.Operators;

public class PoolingTests
{
    [Fact]
    public void MaxPool_takes_the_greatest_and_pads_with_minus_infinity() =>
        Yields(new MaxPool(2, 2, 1, new Pads(1, 1, 0, 0)), Of([1, 2, 2, 1], -1, -2, -4, -5), Of([1, 3, 3, 1], -1, -2, -3, -4, -5, -6, -7, -8, -9));

    [Fact]
    public void MaxPool_dilates() =>
        Yields(new MaxPool(2, 1, (2, 1), Pads.None), Of([1, 1, 2, 1], 8, 9), Count(1, 3, 3, 1));

    [Fact]
    public void MaxPool_hands_NaN_on() =>
        Assert.True(float.IsNaN(new MaxPool((1, 2), 1, 1, Pads.None).Apply(Of([1, 1, 2, 1], float.NaN, 1)).Floats[0]));

    [Fact]
    public void MaxPool_keeps_channels_apart() =>
        Yields(new MaxPool(2, 2, 1, Pads.None), Of([1, 1, 1, 2], 7, 8), Count(1, 2, 2, 2));

    [Fact]
    public void AveragePool_counts_the_padding_or_not()
    {
        Tensor x = Count(1, 2, 2, 1);
        Yields(new AveragePool(2, 2, new Pads(1, 1, 1, 1), true), Of([1, 2, 2, 1], 0.25f, 0.5f, 0.75f, 1), x);
        Yields(new AveragePool(2, 2, new Pads(1, 1, 1, 1), false), Of([1, 2, 2, 1], 1, 2, 3, 4), x);
        Yields(new AveragePool((1, 2), 1, Pads.None, false), Of([1, 2, 1, 1], 1.5f, 3.5f), x);
    }

    [Fact]
    public void GlobalAveragePool_takes_the_mean_of_each_plane() =>
        Yields(new GlobalAveragePool(), Of([2, 1, 1, 2], 4, 5, 12, 13), Count(2, 2, 2, 2));

    [Fact]
    public void Windows_that_hold_no_element_are_refused()
    {
        TensorType x = TensorType.Float(1, 4, 4, 1);
        Refuses("the padding (2, 0, 0, 0) must be less than the 2×2 window on every side.", new MaxPool(2, 1, 1, new Pads(2, 0, 0, 0)), x);
        Refuses("the padding (0, 0, 0, 3) must be less than the 3×3 window on every side.", new AveragePool(3, 1, new Pads(0, 0, 0, 3), true), x);
        Refuses("a 2×2 window with dilation 2×1 lies wholly in the padding (1, 0, 1, 0) of an input of 1×4.", new MaxPool(2, 1, (2, 1), new Pads(1, 0, 1, 0)), TensorType.Float(1, 1, 4, 1));
        Refuses("a 5×5 window with dilation 1×1 does not fit into an input of 4×4 padded by (0, 0, 0, 0).", new AveragePool(5, 1, Pads.None, true), x);
        Refuses("needs an image of shape (N, H, W, C), but got [4, 4].", new GlobalAveragePool(), TensorType.Float(4, 4));
    }
}
