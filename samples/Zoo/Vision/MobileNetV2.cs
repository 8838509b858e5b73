using ModelGen;
using static ModelGen.Ops;

namespace Zoo;

/// <summary>MobileNetV2 for ImageNet (Sandler et al., 2018). Returns the 1000 logits.</summary>
[Model]
public sealed partial class MobileNetV2
{
    private readonly ConvNormRelu6 stem = new(32, kernel: 3, stride: 2);
    private readonly InvertedResidual[] blocks =
    [
        new(32, 16, expansion: 1),
        new(16, 24, stride: 2), new(24, 24),
        new(24, 32, stride: 2), new(32, 32), new(32, 32),
        new(32, 64, stride: 2), new(64, 64), new(64, 64), new(64, 64),
        new(64, 96), new(96, 96), new(96, 96),
        new(96, 160, stride: 2), new(160, 160), new(160, 160),
        new(160, 320),
    ];

    private readonly ConvNormRelu6 head = new(1280, kernel: 1);
    private readonly Dense classifier = new(1000);

    public Tensor Forward([Input(224, 224, 3)] Tensor image)
    {
        var x = stem.Forward(image);
        foreach (var block in blocks)
        {
            x = block.Forward(x);
        }

        return classifier.Forward(Flatten(GlobalAveragePool(head.Forward(x))));
    }
}

/// <summary>A 1×1 expansion, a 3×3 depthwise convolution and a linear 1×1 projection, with a shortcut where the shapes agree.</summary>
[Module]
public sealed partial class InvertedResidual(int inputs, int outputs, int stride = 1, int expansion = 6)
{
    private readonly ConvNormRelu6? expand = expansion == 1 ? null : new(inputs * expansion, kernel: 1);
    private readonly ConvNormRelu6 depthwise = new(inputs * expansion, kernel: 3, stride: stride, groups: inputs * expansion);
    private readonly Conv2D project = new(outputs, kernel: 1, bias: false);
    private readonly BatchNorm norm = new();

    public Tensor Forward(Tensor x)
    {
        var y = depthwise.Forward(expand?.Forward(x) ?? x);
        y = norm.Forward(project.Forward(y));
        return stride == 1 && inputs == outputs ? x + y : y;
    }
}

/// <summary>A convolution, batch normalisation and ReLU6, padded symmetrically as in torchvision.</summary>
[Module]
public sealed partial class ConvNormRelu6(int channels, int kernel, int stride = 1, int groups = 1)
{
    private readonly Conv2D convolution = new(channels, kernel, stride, padding: kernel / 2, groups: groups, bias: false);
    private readonly BatchNorm norm = new();

    public Tensor Forward(Tensor x) => Relu6(norm.Forward(convolution.Forward(x)));
}
