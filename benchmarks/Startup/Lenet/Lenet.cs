using ModelGen;
using static ModelGen.Ops;

/// <summary>The network of the digits sample.</summary>
[Model(Weights = "../../../samples/Digits/digits.safetensors")]
internal sealed partial class Lenet
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
