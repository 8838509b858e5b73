using System;
using System.Collections.Generic;
using System.Linq;
using ModelGen.IR;
using Operators = ModelGen.IR.Operators;

namespace ModelGen.Tool.Tests;

/// <summary>What the generator would make of models, by hand: the tool loads this assembly and finds these.</summary>
public abstract class HandwrittenModel
{
    private readonly Graph graph;
    private readonly Dictionary<string, Tensor> weights;

    private protected HandwrittenModel(ModelInfo info, ModelWeights weights)
    {
        weights.Check(info);
        Weights = weights;
        graph = info.Graph;
        this.weights = info.Parameters.ToDictionary(p => p.Path, p => weights[p.Path]);
    }

    public ModelWeights Weights { get; }

    public void Run(Array[] inputs, Array[] outputs)
    {
        Dictionary<string, Tensor> tensors = graph.Select<Operators.Input>().Zip(inputs).ToDictionary(
            p => p.First.Operator.InputName,
            p => p.First.Node.Type.Element switch
            {
                ElementType.Int32 => new Tensor(p.First.Node.Type.Shape, (int[])p.Second),
                ElementType.Int8 => new Tensor(p.First.Node.Type.Shape, (sbyte[])p.Second),
                _ => new Tensor(p.First.Node.Type.Shape, (float[])p.Second),
            });
        IReadOnlyList<Tensor> results = GraphInterpreter.Run(graph, tensors, weights);
        for (int i = 0; i < outputs.Length; i++)
        {
            results[i].Floats.CopyTo((float[])outputs[i], 0);
        }
    }

    private protected static int Convolve(GraphBuilder builder, string scope, int x, int channels) => builder.Add(
        scope,
        new Operators.Conv2D(1, 1, new Pads(1, 1, 1, 1), 1),
        x,
        builder.Parameter(scope + ".weight", TensorType.Float(channels, builder.TypeOf(x).Shape[3], 3, 3), scope),
        builder.Parameter(scope + ".bias", TensorType.Float(channels), scope));
}

/// <summary>Has embedded weights.</summary>
[Model(Weights = "tiny.safetensors")]
public sealed class TinyNet : HandwrittenModel, IModel<TinyNet>
{
    private TinyNet(ModelWeights weights)
        : base(Info, weights)
    {
    }

    public static ModelInfo Info { get; } = Describe();

    public static TinyNet Create(ModelWeights weights, ModelOptions? options = null) => new(weights);

    private static ModelInfo Describe()
    {
        var builder = new GraphBuilder("TinyNet");
        int x = builder.Input("image", TensorType.Float(1, 4, 5, 1));
        x = builder.Add(new Operators.Relu(), Convolve(builder, "conv", x, 2));
        builder.Output("features", x);
        return ModelInfo.FromGraph(builder.Build(), 160);
    }
}

/// <summary>Has no embedded weights, and selects by index.</summary>
[Model]
public sealed class Lookup : HandwrittenModel, IModel<Lookup>
{
    private Lookup(ModelWeights weights)
        : base(Info, weights)
    {
    }

    public static ModelInfo Info { get; } = Describe();

    public static Lookup Create(ModelWeights weights, ModelOptions? options = null) => new(weights);

    private static ModelInfo Describe()
    {
        var builder = new GraphBuilder("Lookup");
        int indices = builder.Input("tokens", new TensorType(ElementType.Int32, new Shape(1, 16)));
        builder.Output("vectors", builder.Add("table", new Operators.Gather(0), builder.Parameter("table.weight", TensorType.Float(3, 2), "table"), indices));
        return ModelInfo.FromGraph(builder.Build());
    }
}

/// <summary>Takes signed bytes, and has no weights.</summary>
[Model]
public sealed class Codes : HandwrittenModel, IModel<Codes>
{
    private Codes(ModelWeights weights)
        : base(Info, weights)
    {
    }

    public static ModelInfo Info { get; } = Describe();

    public static Codes Create(ModelWeights weights, ModelOptions? options = null) => new(weights);

    private static ModelInfo Describe()
    {
        var builder = new GraphBuilder("Codes");
        int codes = builder.Input("codes", new TensorType(ElementType.Int8, new Shape(2, 3)));
        builder.Output("values", builder.Add(new Operators.Cast(ElementType.Float32), codes));
        return ModelInfo.FromGraph(builder.Build());
    }
}
