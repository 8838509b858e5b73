using System;
using static ModelGen.Runtime.Tests.Layers.Bound;

namespace ModelGen.Runtime.Tests.Layers;

/// <summary>Each layer against values computed by hand.</summary>
public sealed class LayerTests
{
    [Fact]
    public void Conv2D()
    {
        Conv2D layer = At(new Conv2D(2, kernel: (1, 2)), "c", ("weight", Tensor([2, 1, 1, 2], 1, 10, -1, 0)), ("bias", Tensor([2], 0.5f, 0)));
        Tensor y = layer.Forward(Tensor([1, 1, 3, 1], 1, 2, 3));
        Assert.Equal(new Shape(1, 1, 2, 2), y.Shape);
        Assert.Equal([21.5f, -1, 32.5f, -2], y.Floats);
    }

    [Fact]
    public void Conv2D_padded_the_same_puts_the_odd_element_last()
    {
        Conv2D layer = At(new Conv2D(1, kernel: 2, padding: Padding.Same, bias: false), "c", ("weight", Tensor([1, 1, 2, 2], 1, 1, 1, 1)));
        Assert.Equal([10, 6, 7, 4], layer.Forward(Tensor([1, 2, 2, 1], 1, 2, 3, 4)).Floats);
    }

    [Fact]
    public void Conv2D_in_groups()
    {
        Conv2D layer = At(new Conv2D(2, kernel: 1, groups: 2, bias: false), "c", ("weight", Tensor([2, 2, 1, 1], 1, 2, 3, 4)));
        Assert.Equal([1 + 20, 300 + 4000], layer.Forward(Tensor([1, 1, 1, 4], 1, 10, 100, 1000)).Floats);
    }

    [Fact]
    public void DepthwiseConv2D_with_a_multiplier()
    {
        DepthwiseConv2D layer = At(new DepthwiseConv2D(kernel: 1, multiplier: 2), "d", ("weight", Tensor([4, 1, 1, 1], 1, 2, 3, 4)), ("bias", Tensor([4], 0, 0, 0, 7)));
        Assert.Equal([1, 2, 30, 47], layer.Forward(Tensor([1, 1, 1, 2], 1, 10)).Floats);
    }

    [Fact]
    public void ConvTranspose2D_spreads_each_element()
    {
        ConvTranspose2D layer = At(new ConvTranspose2D(1, kernel: (1, 2), stride: (1, 2)), "t", ("weight", Tensor([1, 1, 1, 2], 1, 10)), ("bias", Tensor([1], 1)));
        Assert.Equal([3, 21, 4, 31], layer.Forward(Tensor([1, 1, 2, 1], 2, 3)).Floats);
    }

    [Theory]
    [InlineData(3, 2)]
    [InlineData(2, 2)]
    [InlineData(1, 2)]
    [InlineData(4, 3)]
    [InlineData(1, 3)]
    public void ConvTranspose2D_padded_the_same_multiplies_the_extents(int kernel, int stride)
    {
        ConvTranspose2D layer = At(new ConvTranspose2D(1, kernel, stride, Padding.Same, bias: false), "t", ("weight", Tensor([1, 1, kernel, kernel], new float[kernel * kernel])));
        Assert.Equal(new Shape(1, 5 * stride, 4 * stride, 1), layer.Forward(Tensor([1, 5, 4, 1], new float[20])).Shape);
    }

    [Fact]
    public void Dense()
    {
        Dense layer = At(new Dense(2), "d", ("weight", Tensor([2, 3], 1, 2, 3, 4, 5, 6)), ("bias", Tensor([2], 10, 20)));
        Assert.Equal([10 + 321, 20 + 654, 10 + 3, 20 + 6], layer.Forward(Tensor([2, 3], 1, 10, 100, 0, 0, 1)).Floats);
    }

    [Fact]
    public void Dense_trained_on_channels_first_takes_channels_last()
    {
        // Channels first: channel 0 is (1, 2), channel 1 is (3, 4); the same plane channels last is 1, 3, 2, 4.
        var layer = new Dense(1, bias: false);
        ModelWeights weights = ModelWeights.Create([new("head.fc.weight", Tensor([1, 4], 1000, 100, 10, 1))]);
        new ParameterScope(weights).Enter("head").BindChannelsFirst("fc", layer, height: 1, width: 2, channels: 2);
        Assert.Equal([1234], layer.Forward(Tensor([1, 4], 1, 3, 2, 4)).Floats);
        Assert.Equal("head.fc", layer.Path);
    }

    [Fact]
    public void Dense_with_a_channels_first_plane_of_another_size_is_refused()
    {
        var layer = new Dense(1, bias: false);
        new ParameterScope(ModelWeights.Create([new("fc.weight", Tensor([1, 4], 1, 2, 3, 4))])).BindChannelsFirst("fc", layer, 2, 2, 2);
        var error = Assert.Throws<ArgumentException>(() => layer.Forward(Tensor([1, 4], 1, 3, 2, 4)));
        Assert.Equal("fc: Dense has a weight of [1, 4], whose columns are no plane of 2×2×2 (height, width, channels) flattened.", error.Message);
    }

    [Fact]
    public void BatchNorm()
    {
        BatchNorm layer = At(
            new BatchNorm(epsilon: 1),
            "b",
            ("weight", Tensor([2], 2, 1)),
            ("bias", Tensor([2], 0.5f, 0)),
            ("running_mean", Tensor([2], 1, 0)),
            ("running_var", Tensor([2], 3, 8)));
        Assert.Equal([(2f * 4 / 2) + 0.5f, 2], layer.Forward(Tensor([1, 2], 5, 6)).Floats);
    }

    [Fact]
    public void LayerNorm()
    {
        LayerNorm layer = At(new LayerNorm(epsilon: 0), "l", ("weight", Tensor([2], 1, 3)), ("bias", Tensor([2], 0, 10)));
        Assert.Equal([-1, 13, 1, 7], layer.Forward(Tensor([2, 2], 2, 6, 9, 1)).Floats);
    }

    [Fact]
    public void PRelu_per_channel_and_shared()
    {
        Tensor x = Tensor([1, 1, 2, 2], -1, -2, 3, -4);
        Assert.Equal([-0.5f, -0.5f, 3, -1], At(new PRelu(), "p", ("weight", Tensor([2], 0.5f, 0.25f))).Forward(x).Floats);
        Assert.Equal([-0.5f, -1, 3, -2], At(new PRelu(perChannel: false), "p", ("weight", Tensor([1], 0.5f))).Forward(x).Floats);
    }

    [Fact]
    public void Embedding()
    {
        Embedding layer = At(new Embedding(3, 2), "e", ("weight", Tensor([3, 2], 0, 1, 10, 11, 20, 21)));
        Tensor y = layer.Forward(new Tensor(new Shape(1, 2), [2, 0]));
        Assert.Equal(new Shape(1, 2, 2), y.Shape);
        Assert.Equal([20, 21, 0, 1], y.Floats);
        Assert.Throws<ArgumentOutOfRangeException>(() => layer.Forward(new Tensor(new Shape(1), [3])));
    }

    [Fact]
    public void Parameter()
    {
        Parameter scale = At(new Parameter(2), "block.scale", ("", Tensor([2], 3, 4)));
        Assert.Equal([3, 4], scale.Value.Floats);
        Assert.Equal([7], At(new Parameter(), "s", ("", Tensor([], 7))).Value.Floats);
    }

    [Fact]
    public void Binding_again_takes_the_new_weights()
    {
        Dense layer = At(new Dense(1, bias: false), "d", ("weight", Tensor([1, 1], 2)));
        Assert.Equal([2], layer.Forward(Tensor([1, 1], 1)).Floats);
        At(layer, "d", ("weight", Tensor([1, 1], 5)));
        Assert.Equal([5], layer.Forward(Tensor([1, 1], 1)).Floats);
    }
}
