using System;
using System.Collections.Generic;
using System.Linq;
using ModelGen.Calibration;
using ModelGen.IR;
using ModelGen.Npu;
using Operators = ModelGen.IR.Operators;

namespace ModelGen;

/// <summary>What a model consists of and what it costs.</summary>
public sealed class ModelInfo
{
    private readonly Lazy<IReadOnlyList<NpuPlan>> npuPlans;

    private ModelInfo(
        Graph graph,
        long arenaBytes,
        IReadOnlyList<ParameterInfo> parameters,
        IReadOnlyList<LayerInfo> layers,
        CalibrationProfile? calibration,
        IReadOnlyList<string> floatScopes,
        IReadOnlyDictionary<string, Quantization> byteOutputs,
        Func<IReadOnlyList<NpuPlan>> npuPlans,
        IReadOnlyList<NodePlace> places)
    {
        this.npuPlans = new Lazy<IReadOnlyList<NpuPlan>>(() => [.. npuPlans().Select(p => p.At(places))]);
        Places = places;
        Dictionary<int, Node> nodes = graph.ById();
        Graph = graph;
        ArenaBytes = arenaBytes;
        Calibration = calibration;
        FloatScopes = floatScopes;
        Inputs = [.. graph.Select<Operators.Input>().Select(n => new ValueInfo(n.Operator.InputName, n.Node.Type))];
        Outputs = [.. graph.Outputs.Select(o => Describe(o, nodes[o.Node].Type, byteOutputs))];
        Parameters = parameters;
        Layers = layers;
        ParameterCount = parameters.Sum(p => (long)p.Count);
        Macs = layers.Sum(l => l.Macs);
    }

    /// <summary>The name of the model's class.</summary>
    public string Name => Graph.Name;

    /// <summary>The inputs, in the order of <c>Run</c>.</summary>
    public IReadOnlyList<ValueInfo> Inputs { get; }

    /// <summary>The outputs, in the order of <c>Run</c>: bytes with their quantization where <see cref="OutputAttribute"/> says so.</summary>
    public IReadOnlyList<ValueInfo> Outputs { get; }

    /// <summary>The trained tensors that the weights must hold, each once, in the order of their first use.</summary>
    public IReadOnlyList<ParameterInfo> Parameters { get; }

    /// <summary>The operations as they were written, in order; those that only prepare parameters are left out.</summary>
    public IReadOnlyList<LayerInfo> Layers { get; }

    /// <summary>The multiply-accumulates of one run.</summary>
    public long Macs { get; }

    /// <summary>The number of trained values.</summary>
    public long ParameterCount { get; }

    /// <summary>The bytes that a context needs for activations.</summary>
    public long ArenaBytes { get; }

    /// <summary>The graph as it was traced, before any pass.</summary>
    public Graph Graph { get; }

    /// <summary>The calibration that the model was quantized with; null for a model in single precision.</summary>
    public CalibrationProfile? Calibration { get; }

    /// <summary>The scopes of the operations that a quantized model was told to compute in single precision.</summary>
    public IReadOnlyList<string> FloatScopes { get; }

    /// <summary>Where the operations of the graph are written; empty for a model without a calibration.</summary>
    public IReadOnlyList<NodePlace> Places { get; }

    /// <summary>The network compiled for the NPUs of its [Target] attributes, in their order, without weights.</summary>
    public IReadOnlyList<NpuPlan> NpuPlans => npuPlans.Value;

    /// <summary>The facts of a traced graph.</summary>
    /// <param name="graph">The graph before any pass.</param>
    /// <param name="arenaBytes">The bytes that a context needs, at least 0.</param>
    /// <param name="kernelsByNode">The name of the kernel that computes a node, by node id; absent for nodes without one of their own.</param>
    /// <param name="calibration">The calibration that it was quantized with; null for single precision.</param>
    /// <param name="floatScopes">The scopes that stay in single precision all the same; null for none.</param>
    /// <param name="byteOutputs">How the outputs are quantized that are taken as bytes, by name; null where they are still in single precision.</param>
    /// <param name="npuPlans">Builds the plans for NPUs; null for none.</param>
    /// <param name="places">Where the operations are written; null if that is unknown.</param>
    /// <exception cref="ArgumentException">Two parameters have one path but different types.</exception>
    public static ModelInfo FromGraph(
        Graph graph,
        long arenaBytes = 0,
        IReadOnlyDictionary<int, string>? kernelsByNode = null,
        CalibrationProfile? calibration = null,
        IReadOnlyList<string>? floatScopes = null,
        IReadOnlyDictionary<string, Quantization>? byteOutputs = null,
        Func<IReadOnlyList<NpuPlan>>? npuPlans = null,
        IReadOnlyList<NodePlace>? places = null)
    {
        ArgumentNullException.ThrowIfNull(graph);
        ArgumentOutOfRangeException.ThrowIfNegative(arenaBytes);
        Dictionary<int, Node> nodes = graph.ById();
        var constants = new ConstantNodes(graph);
        var seen = new Dictionary<string, ParameterInfo>(StringComparer.Ordinal);
        foreach ((_, Operators.Parameter parameter) in graph.Select<Operators.Parameter>())
        {
            var info = new ParameterInfo(parameter.Path, parameter.Type);
            if (!seen.TryAdd(parameter.Path, info) && seen[parameter.Path] != info)
            {
                throw new ArgumentException($"Parameter '{parameter.Path}' is used both as {seen[parameter.Path].Type} and as {info.Type}.", nameof(graph));
            }
        }

        var counted = new HashSet<string>(StringComparer.Ordinal);
        var layers = new List<LayerInfo>();
        foreach (Node node in graph.Nodes)
        {
            if (node.Operator is Operators.Input || constants.Contains(node.Id))
            {
                continue;
            }

            long count = node.Inputs.SelectMany(constants.ParametersOf).Where(p => counted.Add(p.Path)).Sum(p => (long)p.Type.Shape.ElementCount);
            TensorType[] inputs = [.. node.Inputs.Select(i => nodes[i].Type)];
            TensorType first = nodes[node.Inputs.First(i => !constants.Contains(i))].Type;
            layers.Add(new LayerInfo(
                node.Scope, node.Operator.Name, first.Shape, node.Type.Shape, node.Operator.Macs(inputs, node.Type), count, kernelsByNode?.GetValueOrDefault(node.Id)));
        }

        return new ModelInfo(
            graph, arenaBytes, [.. seen.Values], layers, calibration, floatScopes ?? [], byteOutputs ?? new Dictionary<string, Quantization>(), npuPlans ?? (() => []), places ?? []);
    }

    private static ValueInfo Describe(GraphOutput output, TensorType type, IReadOnlyDictionary<string, Quantization> byteOutputs) =>
        output.Bytes is { } bytes && byteOutputs.TryGetValue(output.Name, out Quantization quantization)
            ? new ValueInfo(output.Name, type with { Element = bytes }, quantization)
            : new ValueInfo(output.Name, type);
}
