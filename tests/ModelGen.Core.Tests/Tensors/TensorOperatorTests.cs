using System;

namespace ModelGen.Core.Tests.Tensors;

public class TensorOperatorTests
{
    private static readonly Tensor A = new(new Shape(2), [6f, 8f]);
    private static readonly Tensor B = new(new Shape(1), [2f]);

    [Fact]
    public void Two_tensors_combine_with_broadcasting()
    {
        Assert.Equal([8, 10], (A + B).Floats);
        Assert.Equal([4, 6], (A - B).Floats);
        Assert.Equal([12, 16], (A * B).Floats);
        Assert.Equal([3, 4], (A / B).Floats);
        Assert.Equal([-6, -8], (-A).Floats);
    }

    [Fact]
    public void A_number_combines_on_either_side_and_keeps_the_shape()
    {
        Assert.Equal([7, 9], (A + 1).Floats);
        Assert.Equal([-5, -7], (1 - A).Floats);
        Assert.Equal([12, 16], (2 * A).Floats);
        Assert.Equal([4, 3], (24 / A).Floats);
        Assert.Equal(A.Shape, (A / 2).Shape);
    }

    [Fact]
    public void Shapes_that_do_not_broadcast_are_refused() =>
        Assert.Equal(
            "Add: the shapes [2] and [3] do not broadcast: aligned at their last axes, 2 meets 3, and neither is 1.",
            Assert.Throws<ArgumentException>(() => A + new Tensor(new Shape(3), new float[3])).Message);
}
