using ModelGen;
using static ModelGen.Ops;

namespace Digits;

/// <summary>
/// Recognises a handwritten digit: 28×28 pixels in [0, 1], white on black, in; ten probabilities out. In 8 bits, or in single precision on
/// request, and as a program for an NPU.
/// </summary>
[Model(Weights = "digits.safetensors", Calibration = "digits.calibration.json", KeepFloat = true)]
[Target(Backend.Cpu), Target(Backend.Npu, Preset = "ethos-u55-128")]
public sealed partial class DigitClassifier
{
    private readonly Conv2D conv1 = new(8, kernel: 5, padding: Padding.Same);
    private readonly Conv2D conv2 = new(16, kernel: 5, padding: Padding.Same);
    private readonly Dense classifier = new(10);

    public Tensor Forward([Input(28, 28, 1)] Tensor image)
    {
        var x = MaxPool(Relu(conv1.Forward(image)), 2);
        x = MaxPool(Relu(conv2.Forward(x)), 2);
        return Softmax(classifier.Forward(Flatten(x)));
    }
}
