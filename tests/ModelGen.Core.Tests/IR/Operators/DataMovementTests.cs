using System;
using ModelGen.IR;
using ModelGen.IR.Operators;
using static ModelGen.Core.Tests.IR.Operators.OperatorAssert;

namespace ModelGen.Core.Tests.IR.Operators;

public class DataMovementTests
{
    [Fact]
    public void Concat_joins_along_an_axis()
    {
        Yields(new Concat(1), Of([2, 3], 1, 2, 1, 3, 4, 2), Count(2, 2), Count(2, 1));
        Yields(new Concat(0), Of([3, 1], 1, 2, 1), Count(2, 1), Count(1, 1));
        Refuses("the shapes [2, 2], [3, 1] must agree on every axis but 1.", new Concat(1), TensorType.Float(2, 2), TensorType.Float(3, 1));
        Refuses("the shapes [2, 2], [2] must agree on every axis but 1.", new Concat(1), TensorType.Float(2, 2), TensorType.Float(2));
        Refuses("takes at least 1 input, but got 0.", new Concat(1));
    }

    [Fact]
    public void Slice_takes_elements_a_step_apart()
    {
        Yields(new Slice(new[] { 1, 0 }, new[] { 1, 2 }, new[] { 1, 2 }), Of([1, 2], 4, 6), Count(2, 3));
        Refuses("2 element(s) from 1 on, 2 apart, are not within the 3 of axis 1 of [2, 3].", new Slice(new[] { 1, 1 }, new[] { 1, 2 }, new[] { 1, 2 }), TensorType.Float(2, 3));
        Refuses("begin [0], size [1] and step [1] must have a value for each axis of [2, 3].", new Slice(new[] { 0 }, new[] { 1 }, new[] { 1 }), TensorType.Float(2, 3));
    }

    [Fact]
    public void Pad_surrounds_with_a_constant()
    {
        Yields(new Pad(new[] { 0, 1 }, new[] { 1, 0 }, 9), Of([3, 3], 9, 1, 2, 9, 3, 4, 9, 9, 9), Count(2, 2));
        Refuses("the amounts before [0, -1] and after [1, 0] must be at least 0.", new Pad(new[] { 0, -1 }, new[] { 1, 0 }, 0), TensorType.Float(2, 2));
        Refuses("the amounts before [0] and after [1, 0] must have a value for each axis of [2, 2].", new Pad(new[] { 0 }, new[] { 1, 0 }, 0), TensorType.Float(2, 2));
        Refuses("the result would have the shape [2147483649, 2], which is more than 2^31 - 1 elements.", new Pad(new[] { int.MaxValue, 0 }, new[] { 0, 0 }, 0), TensorType.Float(2, 2));
    }

    [Fact]
    public void Reshape_keeps_the_order_and_the_element_type()
    {
        Yields(new Reshape(new Shape(3, 2)), Count(3, 2), Count(2, 3));
        Assert.Equal([1, 2], new Reshape(new Shape(2)).Apply(new Tensor(new Shape(1, 2), [1, 2])).Ints);
        Refuses("the 6 elements of [2, 3] do not fill the 4 of [4].", new Reshape(new Shape(4)), TensorType.Float(2, 3));
    }

    [Fact]
    public void Transpose_reorders_axes()
    {
        Yields(new Transpose(new[] { 1, 0 }), Of([3, 2], 1, 4, 2, 5, 3, 6), Count(2, 3));
        Yields(new Transpose(new[] { 2, 0, 1 }), Of([2, 1, 2], 1, 3, 2, 4), Count(1, 2, 2));
        Refuses("[0, 0] is not a permutation of the 2 axes of [2, 3].", new Transpose(new[] { 0, 0 }), TensorType.Float(2, 3));
    }

    [Fact]
    public void Gather_selects_slices()
    {
        Tensor table = Count(3, 2);
        Yields(new Gather(0), Of([1, 2, 2], 5, 6, 1, 2), table, new Tensor(new Shape(1, 2), [2, 0]));
        Yields(new Gather(1), Of([3, 1], 2, 4, 6), table, new Tensor(new Shape(1), [1]));
        Refuses("needs f32, u8 or i8 data and i32 indices, but got f32[3] and f32[1].", new Gather(0), TensorType.Float(3), TensorType.Float(1));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(3)]
    public void Gather_throws_for_an_index_out_of_range(int index) =>
        Assert.StartsWith(
            $"Index {index} at position 0 is outside of the 3 slices of [3, 2] along axis 0.",
            Assert.Throws<ArgumentOutOfRangeException>(() => new Gather(0).Apply(Count(3, 2), new Tensor(new Shape(1), [index]))).Message);

    [Fact]
    public void Literal_holds_its_values()
    {
        Yields(new Literal(new Shape(2), new[] { 1f, 2 }), Count(2));
        Refuses("a constant of shape [3] has 3 values, but 2 are given.", new Literal(new Shape(3), new[] { 1f, 2 }));
    }
}
