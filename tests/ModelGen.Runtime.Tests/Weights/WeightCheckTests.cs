using System;
using System.Collections.Generic;
using System.Linq;
using ModelGen.IR;
using Operators = ModelGen.IR.Operators;

namespace ModelGen.Runtime.Tests.Weights;

public sealed class WeightCheckTests
{
    [Fact]
    public void Weights_that_fit_pass_with_PyTorchs_counters()
    {
        Dictionary<string, Tensor> tensors = Fitting();
        tensors.Add("bn.num_batches_tracked", new Tensor(Shape.Scalar, [1f]));
        ModelWeights.Create(tensors).Check(Info());
    }

    [Fact]
    public void Everything_that_does_not_fit_is_reported_at_once()
    {
        Dictionary<string, Tensor> tensors = Fitting();
        tensors["bn.weight"] = new Tensor(new Shape(3), new float[3]);
        ModelWeights weights = ModelWeights.Create(
        [
            .. tensors.Where(t => t.Key is not ("conv1.weight" or "bn.running_var")),
            KeyValuePair.Create("conv1.weigth", new Tensor(new Shape(2, 1, 3, 3), new float[18])),
            KeyValuePair.Create("optimizer", new Tensor(new Shape(1), new float[1])),
        ]);
        Assert.Equal(
            """
            The weights in memory do not fit the model Small:
              'conv1.weight' f32[2, 1, 3, 3] is missing. Did you mean 'conv1.weigth'?
              'bn.weight' is F32[3], but the model needs the shape [2].
              'bn.running_var' f32[2] is missing.
              'conv1.weigth' is not a parameter of the model.
              'optimizer' is not a parameter of the model.
            """.ReplaceLineEndings("\n"),
            Assert.Throws<ModelWeightsException>(() => weights.Check(Info())).Message);
    }

    [Fact]
    public void A_parameter_of_integers_is_refused()
    {
        var builder = new GraphBuilder("One");
        int x = builder.Input("x", TensorType.Float(1, 2));
        builder.Output("y", builder.Add(new Operators.Add(), x, builder.Parameter("p", TensorType.Float(2))));
        ModelWeights weights = ModelWeights.FromBytes(SafetensorsBytes.File("p", "I32", "[2]", new byte[8]));
        Assert.Contains("'p' is I32[2], but needs to be F32", Assert.Throws<ModelWeightsException>(() => weights.Check(ModelInfo.FromGraph(builder.Build()))).Message, StringComparison.Ordinal);
    }

    private static Dictionary<string, Tensor> Fitting() => new()
    {
        ["conv1.weight"] = new Tensor(new Shape(2, 1, 3, 3), new float[18]),
        ["bn.weight"] = new Tensor(new Shape(2), new float[2]),
        ["bn.bias"] = new Tensor(new Shape(2), new float[2]),
        ["bn.running_mean"] = new Tensor(new Shape(2), new float[2]),
        ["bn.running_var"] = new Tensor(new Shape(2), new float[2]),
    };

    private static ModelInfo Info()
    {
        var builder = new GraphBuilder("Small");
        int x = builder.Input("x", TensorType.Float(1, 4, 4, 1));
        x = builder.Add("conv1", new Operators.Conv2D(1, 1, Pads.None, 1), x, builder.Parameter("conv1.weight", TensorType.Float(2, 1, 3, 3)));
        x = builder.Add(
            "bn",
            new Operators.BatchNorm(1e-5f),
            x,
            builder.Parameter("bn.weight", TensorType.Float(2)),
            builder.Parameter("bn.bias", TensorType.Float(2)),
            builder.Parameter("bn.running_mean", TensorType.Float(2)),
            builder.Parameter("bn.running_var", TensorType.Float(2)));
        builder.Output("y", x);
        return ModelInfo.FromGraph(builder.Build());
    }
}
