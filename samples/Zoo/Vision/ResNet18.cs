using ModelGen;
using static ModelGen.Ops;

namespace Zoo;

/// <summary>ResNet-18 for ImageNet (He et al., 2015), with torchvision's parameter names. Returns the 1000 logits.</summary>
[Model]
public sealed partial class ResNet18
{
    private readonly Conv2D conv1 = new(64, kernel: 7, stride: 2, padding: 3, bias: false);
    private readonly BatchNorm bn1 = new();
    private readonly BasicBlock[] layer1 = [new(64), new(64)];
    private readonly BasicBlock[] layer2 = [new(128, stride: 2), new(128)];
    private readonly BasicBlock[] layer3 = [new(256, stride: 2), new(256)];
    private readonly BasicBlock[] layer4 = [new(512, stride: 2), new(512)];
    private readonly Dense fc = new(1000);

    public Tensor Forward([Input(224, 224, 3)] Tensor image)
    {
        var x = MaxPool(Relu(bn1.Forward(conv1.Forward(image))), 3, stride: 2, padding: 1);
        x = Stage(layer4, Stage(layer3, Stage(layer2, Stage(layer1, x))));
        return fc.Forward(Flatten(GlobalAveragePool(x)));
    }

    private static Tensor Stage(BasicBlock[] blocks, Tensor x)
    {
        foreach (var block in blocks)
        {
            x = block.Forward(x);
        }

        return x;
    }
}

/// <summary>Two 3×3 convolutions beside a shortcut, which is projected where the block halves the plane.</summary>
[Module]
public sealed partial class BasicBlock(int channels, int stride = 1)
{
    private readonly Conv2D conv1 = new(channels, kernel: 3, stride: stride, padding: 1, bias: false);
    private readonly BatchNorm bn1 = new();
    private readonly Conv2D conv2 = new(channels, kernel: 3, padding: 1, bias: false);
    private readonly BatchNorm bn2 = new();
    private readonly Projection? downsample = stride == 1 ? null : new(channels, stride);

    public Tensor Forward(Tensor x)
    {
        var y = Relu(bn1.Forward(conv1.Forward(x)));
        y = bn2.Forward(conv2.Forward(y));
        return Relu(y + (downsample?.Forward(x) ?? x));
    }
}
