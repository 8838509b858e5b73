using ModelGen;
using static ModelGen.Ops;

namespace Zoo;

/// <summary>The anomaly detection network of MLPerf Tiny: reconstructs five frames of 128 mel energies; the error tells an anomaly.</summary>
[Model]
public sealed partial class Autoencoder
{
    private readonly DenseNormRelu[] encoder = [new(128), new(128), new(128), new(128), new(8)];
    private readonly DenseNormRelu[] decoder = [new(128), new(128), new(128), new(128)];
    private readonly Dense reconstruction = new(640);

    public Tensor Forward([Input(640)] Tensor frames)
    {
        var x = frames;
        foreach (var layer in encoder)
        {
            x = layer.Forward(x);
        }

        foreach (var layer in decoder)
        {
            x = layer.Forward(x);
        }

        return reconstruction.Forward(x);
    }
}

/// <summary>A dense layer, batch normalisation and ReLU.</summary>
[Module]
public sealed partial class DenseNormRelu(int units)
{
    private readonly Dense dense = new(units);
    private readonly BatchNorm norm = new(epsilon: 1e-3f);

    public Tensor Forward(Tensor x) => Relu(norm.Forward(dense.Forward(x)));
}
