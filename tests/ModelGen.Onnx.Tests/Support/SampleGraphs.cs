using ModelGen.IR;
using ModelGen.IR.Operators;
using Operators = ModelGen.IR.Operators;

namespace ModelGen.Onnx.Tests.Support;

/// <summary>Small graphs as the tracer would make them.</summary>
internal static class SampleGraphs
{
    /// <summary>Convolution, batch norm, activation and pooling; a residual block with an excitation; a head.</summary>
    public static Graph Cnn()
    {
        var builder = new GraphBuilder("Cnn");
        int x = Convolve(builder, "conv1", builder.Input("image", TensorType.Float(1, 12, 10, 3)), 8, 3);
        x = builder.Add(new Relu(), Normalise(builder, "bn1", x));
        x = builder.Add(new MaxPool(2, 2, 1, Pads.None), x);
        int y = Convolve(builder, "block.conv1", x, 8, 3);
        y = builder.Add("block", new HardSwish(), y);
        int gate = builder.Add("block", new Sigmoid(), Convolve(builder, "block.gate", builder.Add("block", new GlobalAveragePool(), y), 8, 1));
        y = builder.Add("block", new Add(), builder.Add("block", new Mul(), y, gate), x);
        y = builder.Add(new Mul(), y, builder.Parameter("scale", TensorType.Float(8)));
        y = builder.Add(new Concat(3), y, x);
        y = builder.Add(new Pad(new[] { 0, 1, 0, 0 }, new[] { 0, 0, 1, 0 }, 0), y);
        builder.Output("scores", Classify(builder, "classifier", Flatten(builder, y), 5));
        return builder.Build();
    }

    public static int Flatten(GraphBuilder builder, int x)
    {
        Shape shape = builder.TypeOf(x).Shape;
        return builder.Add(new Reshape(new Shape(shape[0], shape.ElementCount / shape[0])), x);
    }

    public static int Classify(GraphBuilder builder, string scope, int x, int units) => builder.Add(
        scope,
        new Operators.Dense(),
        x,
        builder.Parameter(scope + ".weight", TensorType.Float(units, builder.TypeOf(x).Shape[-1]), scope),
        builder.Parameter(scope + ".bias", TensorType.Float(units), scope));

    public static int Convolve(GraphBuilder builder, string scope, int x, int channels, int kernel)
    {
        int weight = builder.Parameter(scope + ".weight", TensorType.Float(channels, builder.TypeOf(x).Shape[3], kernel, kernel), scope);
        int bias = builder.Parameter(scope + ".bias", TensorType.Float(channels), scope), pad = kernel / 2;
        return builder.Add(scope, new Operators.Conv2D(1, 1, new Pads(pad, pad, pad, pad), 1), x, weight, bias);
    }

    private static int Normalise(GraphBuilder builder, string scope, int x)
    {
        return builder.Add(scope, new Operators.BatchNorm(1e-5f), x, P("weight"), P("bias"), P("running_mean"), P("running_var"));

        int P(string name) => builder.Parameter($"{scope}.{name}", TensorType.Float(builder.TypeOf(x).Shape[-1]), scope);
    }
}
