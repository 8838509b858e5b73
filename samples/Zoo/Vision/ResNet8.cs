using ModelGen;
using static ModelGen.Ops;

namespace Zoo;

/// <summary>ResNet-8 for CIFAR-10, the image classification network of MLPerf Tiny. Returns ten probabilities.</summary>
[Model]
public sealed partial class ResNet8
{
    private readonly Conv2D stem = new(16, kernel: 3, padding: Padding.Same, bias: false);
    private readonly BatchNorm norm = new();
    private readonly SmallBlock[] blocks = [new(16, stride: 1), new(32, stride: 2), new(64, stride: 2)];
    private readonly Dense classifier = new(10);

    public Tensor Forward([Input(32, 32, 3)] Tensor image)
    {
        var x = Relu(norm.Forward(stem.Forward(image)));
        foreach (var block in blocks)
        {
            x = block.Forward(x);
        }

        return Softmax(classifier.Forward(Flatten(AveragePool(x, 8))));
    }
}

/// <summary>Two 3×3 convolutions beside a shortcut, padded as TensorFlow pads; the projection has no batch normalisation.</summary>
[Module]
public sealed partial class SmallBlock(int channels, int stride)
{
    private readonly Conv2D conv1 = new(channels, kernel: 3, stride: stride, padding: Padding.Same, bias: false);
    private readonly BatchNorm norm1 = new();
    private readonly Conv2D conv2 = new(channels, kernel: 3, padding: Padding.Same, bias: false);
    private readonly BatchNorm norm2 = new();
    private readonly Conv2D? project = stride == 1 ? null : new(channels, kernel: 1, stride: stride, padding: Padding.Same);

    public Tensor Forward(Tensor x)
    {
        var y = Relu(norm1.Forward(conv1.Forward(x)));
        y = norm2.Forward(conv2.Forward(y));
        return Relu(y + (project?.Forward(x) ?? x));
    }
}
