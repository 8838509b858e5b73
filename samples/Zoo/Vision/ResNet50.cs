using ModelGen;
using static ModelGen.Ops;

namespace Zoo;

/// <summary>ResNet-50 for ImageNet (He et al., 2015; stride in the 3×3 convolution, as torchvision has it). Returns the 1000 logits.</summary>
[Model]
public sealed partial class ResNet50
{
    private readonly Conv2D conv1 = new(64, kernel: 7, stride: 2, padding: 3, bias: false);
    private readonly BatchNorm bn1 = new();
    private readonly Bottleneck[] layer1 = [new(64, project: true), new(64), new(64)];
    private readonly Bottleneck[] layer2 = [new(128, stride: 2, project: true), new(128), new(128), new(128)];
    private readonly Bottleneck[] layer3 = [new(256, stride: 2, project: true), new(256), new(256), new(256), new(256), new(256)];
    private readonly Bottleneck[] layer4 = [new(512, stride: 2, project: true), new(512), new(512)];
    private readonly Dense fc = new(1000);

    public Tensor Forward([Input(224, 224, 3)] Tensor image)
    {
        var x = MaxPool(Relu(bn1.Forward(conv1.Forward(image))), 3, stride: 2, padding: 1);
        foreach (Bottleneck[] stage in new[] { layer1, layer2, layer3, layer4 })
        {
            foreach (var block in stage)
            {
                x = block.Forward(x);
            }
        }

        return fc.Forward(Flatten(GlobalAveragePool(x)));
    }
}

/// <summary>1×1, 3×3 and 1×1 convolutions beside a shortcut; the last has four times the width.</summary>
[Module]
public sealed partial class Bottleneck(int width, int stride = 1, bool project = false)
{
    private readonly Conv2D conv1 = new(width, kernel: 1, bias: false);
    private readonly BatchNorm bn1 = new();
    private readonly Conv2D conv2 = new(width, kernel: 3, stride: stride, padding: 1, bias: false);
    private readonly BatchNorm bn2 = new();
    private readonly Conv2D conv3 = new(4 * width, kernel: 1, bias: false);
    private readonly BatchNorm bn3 = new();
    private readonly Projection? downsample = project ? new(4 * width, stride) : null;

    public Tensor Forward(Tensor x)
    {
        var y = Relu(bn1.Forward(conv1.Forward(x)));
        y = Relu(bn2.Forward(conv2.Forward(y)));
        y = bn3.Forward(conv3.Forward(y));
        return Relu(y + (downsample?.Forward(x) ?? x));
    }
}
