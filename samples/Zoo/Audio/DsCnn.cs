using ModelGen;
using static ModelGen.Ops;

namespace Zoo;

/// <summary>DS-CNN, the keyword spotting network of MLPerf Tiny: 49 frames of 10 cepstral coefficients in, twelve probabilities out.</summary>
[Model]
public sealed partial class DsCnn
{
    private readonly Conv2D stem = new(64, kernel: (10, 4), stride: 2, padding: Padding.Same, bias: false);
    private readonly BatchNorm norm = new();
    private readonly SeparableConv[] blocks = [new(64), new(64), new(64), new(64)];
    private readonly Dense classifier = new(12);

    public Tensor Forward([Input(49, 10, 1)] Tensor spectrogram)
    {
        var x = Relu(norm.Forward(stem.Forward(spectrogram)));
        foreach (var block in blocks)
        {
            x = block.Forward(x);
        }

        return Softmax(classifier.Forward(Flatten(AveragePool(x, (25, 5)))));
    }
}
