using ModelGen;
using static ModelGen.Ops;

namespace Zoo;

/// <summary>MobileNetV1 of width 0.25 on 96×96 images (Howard et al., 2017), as MLPerf Tiny's visual wake words uses it: person or not.</summary>
[Model]
public sealed partial class MobileNetV1
{
    private readonly Conv2D stem = new(8, kernel: 3, stride: 2, padding: Padding.Same, bias: false);
    private readonly BatchNorm norm = new();
    private readonly SeparableConv[] blocks =
    [
        new(16), new(32, stride: 2), new(32), new(64, stride: 2), new(64), new(128, stride: 2),
        new(128), new(128), new(128), new(128), new(128), new(256, stride: 2), new(256),
    ];

    private readonly Dense classifier = new(2);

    public Tensor Forward([Input(96, 96, 3)] Tensor image)
    {
        var x = Relu(norm.Forward(stem.Forward(image)));
        foreach (var block in blocks)
        {
            x = block.Forward(x);
        }

        return Softmax(classifier.Forward(Flatten(GlobalAveragePool(x))));
    }
}

/// <summary>A 3×3 depthwise convolution, then a 1×1 convolution, each normalised.</summary>
[Module]
public sealed partial class SeparableConv(int channels, int stride = 1)
{
    private readonly DepthwiseConv2D depthwise = new(kernel: 3, stride: stride, padding: Padding.Same, bias: false);
    private readonly BatchNorm norm1 = new();
    private readonly Conv2D pointwise = new(channels, kernel: 1, bias: false);
    private readonly BatchNorm norm2 = new();

    public Tensor Forward(Tensor x)
    {
        x = Relu(norm1.Forward(depthwise.Forward(x)));
        return Relu(norm2.Forward(pointwise.Forward(x)));
    }
}
