using ModelGen.IR;
using ModelGen.IR.Operators;
using static ModelGen.Core.Tests.IR.Operators.OperatorAssert;

namespace ModelGen.Core.Tests.IR.Operators;

public class ProductTests
{
    [Fact]
    public void Dense_multiplies_by_the_transposed_weight() =>
        Yields(new Dense(), Of([2, 3], 5 + 1, 11 + 2, 17 + 3, 11 + 1, 25 + 2, 39 + 3), Count(2, 2), Count(3, 2), Of([3], 1, 2, 3));

    [Fact]
    public void Dense_acts_on_the_last_axis() => Yields(new Dense(), Of([2, 1, 1], 5, 11), Count(2, 1, 2), Of([1, 2], 1, 2));

    [Fact]
    public void Dense_refuses_what_does_not_fit()
    {
        Refuses("an input of [1, 4] needs a weight of shape (out, 4), but it is [4, 3].", new Dense(), TensorType.Float(1, 4), TensorType.Float(4, 3));
        Refuses("the bias of 3 outputs has shape [3], but it is [4].", new Dense(), TensorType.Float(1, 4), TensorType.Float(3, 4), TensorType.Float(4));
        Refuses("needs an input with at least one axis, but got a scalar.", new Dense(), TensorType.Float(), TensorType.Float(3, 4));
    }

    [Fact]
    public void MatMul_multiplies_the_last_two_axes() => Yields(new MatMul(), Of([2, 2], 22, 28, 49, 64), Count(2, 3), Count(3, 2));

    [Fact]
    public void MatMul_broadcasts_the_leading_axes()
    {
        Yields(new MatMul(), Of([3, 1, 1], 5, 11, 17), Count(3, 1, 2), Of([2, 1], 1, 2));
        Yields(new MatMul(), Of([2, 2, 1, 1], 1, 2, 2, 4), Of([2, 1, 1, 1], 1, 2), Of([2, 1, 1], 1, 2));
    }

    [Fact]
    public void MatMul_refuses_what_does_not_fit()
    {
        Refuses("the 3 columns of [2, 3] must equal the 2 rows of [2, 3].", new MatMul(), TensorType.Float(2, 3), TensorType.Float(2, 3));
        Refuses("needs two operands of at least two axes, but got [3] and [3, 2].", new MatMul(), TensorType.Float(3), TensorType.Float(3, 2));
        Refuses("the leading axes of [2, 1, 1] and [3, 1, 1] do not broadcast.", new MatMul(), TensorType.Float(2, 1, 1), TensorType.Float(3, 1, 1));
    }

    [Fact]
    public void Products_cost_their_multiplications()
    {
        Assert.Equal(2 * 5 * 7, new Dense().Macs([TensorType.Float(2, 7), TensorType.Float(5, 7)], TensorType.Float(2, 5)));
        Assert.Equal(3 * 2 * 5 * 7, new MatMul().Macs([TensorType.Float(3, 2, 7), TensorType.Float(7, 5)], TensorType.Float(3, 2, 5)));
        Assert.Equal(4 * 3 * 2 * 2, new ConvTranspose2D(2, 1, Pads.None, 0, 1).Macs([TensorType.Float(1, 2, 2, 1), TensorType.Float(1, 3, 2, 2)], TensorType.Float(1, 4, 4, 3)));
    }
}
