using System.Collections.Generic;
using Microsoft.CodeAnalysis;
using ModelGen.Generator.Diagnostics;
using ModelGen.Generator.Tracing.Values;
using ModelGen.IR;

namespace ModelGen.Generator.Tracing;

/// <summary>The graph under construction, with the places that its nodes come from.</summary>
internal sealed class GraphRecorder(string name)
{
    private readonly GraphBuilder builder = new(name);
    private readonly List<NodeLocation> calls = [];
    private readonly List<ParameterLocation> fields = [];
    private readonly Dictionary<string, RecordedParameter> parameters = new(System.StringComparer.Ordinal);

    /// <summary>Adds an input of the model.</summary>
    public TensorValue Input(string inputName, TensorType type) => new(builder.Input(inputName, type), type);

    /// <summary>The shape rule's verdict on an operator.</summary>
    public Inference Infer(Operator op, params TensorValue[] inputs) => builder.Infer(op, Ids(inputs));

    /// <summary>Adds an operator whose shape rule accepts the inputs.</summary>
    public TensorValue Add(string scope, Operator op, Location place, params TensorValue[] inputs)
    {
        int id = builder.Add(scope, op, Ids(inputs));
        if (SourceLocation.From(place) is { } location)
        {
            calls.Add(new NodeLocation(id, location));
        }

        return new TensorValue(id, builder.TypeOf(id));
    }

    /// <summary>The parameter of a path, if it was added.</summary>
    public RecordedParameter? FindParameter(string path) => parameters.TryGetValue(path, out RecordedParameter? found) ? found : null;

    /// <summary>Adds the parameter of a path that was not added before.</summary>
    public TensorValue AddParameter(InstanceValue owner, string path, TensorType type)
    {
        var tensor = new TensorValue(builder.Parameter(path, type, owner.Path ?? ""), type);
        parameters.Add(path, new RecordedParameter(owner, tensor));
        if (SourceLocation.From(owner.Field) is { } location)
        {
            fields.Add(new ParameterLocation(path, location));
        }

        return tensor;
    }

    /// <summary>Names a result of the model.</summary>
    public void Output(string outputName, TensorValue tensor, ElementType? bytes) => builder.Output(outputName, tensor.Node, bytes);

    /// <summary>The graph so far.</summary>
    public Graph Build() => builder.Build();

    /// <summary>Where its nodes and parameters come from.</summary>
    public SourceMap Sources(Location? model) => new(calls.ToArray(), fields.ToArray(), SourceLocation.From(model));

    private static int[] Ids(TensorValue[] inputs) => System.Array.ConvertAll(inputs, i => i.Node);
}

/// <summary>A parameter of the graph with the layer that it belongs to.</summary>
internal sealed record RecordedParameter(InstanceValue Owner, TensorValue Tensor);
