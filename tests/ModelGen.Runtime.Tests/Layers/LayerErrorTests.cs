using System;
using static ModelGen.Runtime.Tests.Layers.Bound;

namespace ModelGen.Runtime.Tests.Layers;

public sealed class LayerErrorTests
{
    private readonly Conv2D conv1 = new(2, kernel: 3);

    [Fact]
    public void A_layer_without_weights_says_how_to_get_them()
    {
        var error = Assert.Throws<InvalidOperationException>(() => conv1.Forward(Tensor([1, 4, 4, 1], new float[16])));
        Assert.Equal("conv1 has no weights: create the model with Create(...) instead of its constructor.", error.Message);
    }

    [Fact]
    public void An_input_of_another_rank_is_named_with_the_layer() => AssertRefused(
        "features.0: Conv2D needs an image of shape (N, H, W, C), but got [1, 9].",
        () => At(new Conv2D(2, 3), "features.0").Forward(Tensor([1, 9], new float[9])));

    [Fact]
    public void Weights_for_other_channels_are_named_with_both_shapes() => AssertRefused(
        "features.0: the weights hold 'features.0.weight' with the shape [2, 1, 3, 3], but Conv2D needs [2, 3, 3, 3] for an input of [1, 4, 4, 3].",
        () => At(new Conv2D(2, 3), "features.0", ("weight", Tensor([2, 1, 3, 3], new float[18]))).Forward(Tensor([1, 4, 4, 3], new float[48])));

    [Fact]
    public void A_window_that_does_not_fit_is_named_with_both_extents()
    {
        Conv2D layer = At(new Conv2D(2, 3, bias: false), "features.0", ("weight", Tensor([2, 1, 3, 3], new float[18])));
        string message = Assert.Throws<ArgumentException>(() => layer.Forward(Tensor([1, 2, 2, 1], new float[4]))).Message;
        Assert.StartsWith("features.0: Conv2D ", message, StringComparison.Ordinal);
        Assert.Contains("3×3", message, StringComparison.Ordinal);
        Assert.Contains("2×2", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Groups_that_do_not_divide_are_named() => AssertRefused(
        "c: Conv2D has 2 groups, which do not divide the 3 channels of [1, 4, 4, 3] and 4 output channels.",
        () => At(new Conv2D(4, 3, groups: 2), "c").Forward(Tensor([1, 4, 4, 3], new float[48])));

    [Fact]
    public void Bytes_are_refused_with_what_to_do()
    {
        Dense layer = At(new Dense(1, bias: false), "d", ("weight", Tensor([1, 2], 1, 1)));
        string message = Assert.Throws<ArgumentException>(() => layer.Forward(new Tensor(new Shape(1, 2), new byte[2]))).Message;
        Assert.StartsWith("d: Dense needs an f32 tensor", message, StringComparison.Ordinal);
        Assert.Contains("ToFloat", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_tensor_is_named_by_its_path()
    {
        var error = Assert.Throws<ModelWeightsException>(() => At(new Dense(1), "head", ("weight", Tensor([1, 1], 1))).Forward(Tensor([1, 1], 1)));
        Assert.StartsWith("There is no tensor 'head.bias'", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, 1, 1, 1)]
    [InlineData(1, 0, 1, 1)]
    [InlineData(1, 1, 0, 1)]
    [InlineData(1, 1, 1, 0)]
    public void Arguments_below_one_are_refused(int channels, int kernel, int stride, int groups)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new Conv2D(channels, kernel, stride, groups: groups));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ConvTranspose2D(channels, kernel, stride, groups: groups));
    }

    [Fact]
    public void Scalars_are_refused_by_layers_over_the_last_axis()
    {
        Tensor scalar = Tensor([], 1);
        Assert.StartsWith("d: Dense needs", Assert.Throws<ArgumentException>(() => At(new Dense(1), "d").Forward(scalar)).Message, StringComparison.Ordinal);
        Assert.StartsWith("d: BatchNorm needs", Assert.Throws<ArgumentException>(() => At(new BatchNorm(), "d").Forward(scalar)).Message, StringComparison.Ordinal);
        Assert.StartsWith("d: LayerNorm needs", Assert.Throws<ArgumentException>(() => At(new LayerNorm(), "d").Forward(scalar)).Message, StringComparison.Ordinal);
        Assert.StartsWith("d: PRelu", Assert.Throws<ArgumentException>(() => At(new PRelu(), "d").Forward(scalar)).Message, StringComparison.Ordinal);
    }

    private static void AssertRefused(string message, Func<object> call) => Assert.Equal(message, Assert.Throws<ArgumentException>(call).Message);
}
