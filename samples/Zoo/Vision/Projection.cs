using ModelGen;

namespace Zoo;

/// <summary>The 1×1 convolution that brings a shortcut to the shape of its block; a Sequential in torchvision, hence the names.</summary>
[Module]
public sealed partial class Projection(int channels, int stride)
{
    [Name("0")]
    private readonly Conv2D convolution = new(channels, kernel: 1, stride: stride, bias: false);

    [Name("1")]
    private readonly BatchNorm norm = new();

    public Tensor Forward(Tensor x) => norm.Forward(convolution.Forward(x));
}
