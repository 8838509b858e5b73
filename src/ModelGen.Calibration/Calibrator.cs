using System;
using System.Collections.Generic;
using System.Linq;
using ModelGen.Calibration.Corrections;
using ModelGen.Calibration.Observers;
using ModelGen.Compiler;
using ModelGen.Compiler.Calibration;
using ModelGen.IR;

namespace ModelGen.Calibration;

/// <summary>Finds the ranges of a model's activations by running it in single precision over samples.</summary>
public static class Calibrator
{
    /// <summary>
    /// Runs a model over samples, and observes every single-precision value that quantization may round, those that fusion would hide
    /// included.
    /// </summary>
    /// <param name="info">The model: the <c>Info</c> of its class.</param>
    /// <param name="weights">Its weights.</param>
    /// <param name="samples">For each sample a tensor for each input, in the order of the model, batch axis included. Enumerated once, and twice for equalization.</param>
    /// <param name="options">How to calibrate; null for the defaults.</param>
    /// <param name="progress">Told after each sample how many runs are done; equalization runs each sample twice.</param>
    /// <exception cref="CalibrationException">There is no sample, one does not fit the model, or a value that is not finite appears.</exception>
    /// <exception cref="ModelWeightsException">The weights do not fit the model.</exception>
    /// <exception cref="OperationCanceledException">The run was cancelled.</exception>
    public static CalibrationProfile Run(
        ModelInfo info, ModelWeights weights, IEnumerable<IReadOnlyList<Tensor>> samples, CalibrationOptions? options = null, IProgress<int>? progress = null)
    {
        ArgumentNullException.ThrowIfNull(info);
        ArgumentNullException.ThrowIfNull(weights);
        ArgumentNullException.ThrowIfNull(samples);
        options ??= new CalibrationOptions();
        weights.Check(info);
        var run = new CalibrationRun(info, weights, samples, options, progress);
        Graph graph = run.Prepare();
        var profile = new CalibrationProfile(info.Name, options.Method.ToString(), options.Element, options.Rounding, EquatableArray<TensorCalibration>.Empty);
        IReadOnlyDictionary<int, string> keys = TensorKeys.Of(graph);
        if (options.Equalize)
        {
            Dictionary<int, ChannelStatistics> channels = Statistics(WeightedLayers.Pairs(graph).Select(p => p.Between));
            run.Observe(graph, (node, value) => channels.GetValueOrDefault(node.Id)?.Observe(value.Floats));
            profile = profile with { Equalization = Equalization.Factors(graph, keys, run.Parameter, channels) };
            graph = CalibrationRewrites.Apply(graph, profile).Graph;
        }

        Dictionary<int, RangeObserver> observers = graph.Nodes
            .Where(n => keys.ContainsKey(n.Id) && n.Type.Element == ElementType.Float32)
            .ToDictionary(n => n.Id, n => BoundedResults.Contain(n) ? new MinMaxObserver() : options.Method.CreateObserver());
        Dictionary<int, Node> nodes = graph.ById();
        Dictionary<int, ChannelStatistics> statistics = Statistics(options.CorrectBias ? WeightedLayers.Of(graph).Select(n => nodes[n.Inputs[0]]) : []);
        run.Observe(graph, (node, value) =>
        {
            observers.GetValueOrDefault(node.Id)?.Observe(value.Floats);
            statistics.GetValueOrDefault(node.Id)?.Observe(value.Floats);
        });
        return profile with
        {
            Tensors = Describe(graph, keys, observers, options),
            BiasCorrections = options.CorrectBias ? BiasCorrection.Of(graph, keys, run.Parameter, statistics) : [],
        };
    }

    private static Dictionary<int, ChannelStatistics> Statistics(IEnumerable<Node> nodes) =>
        nodes.DistinctBy(n => n.Id).ToDictionary(n => n.Id, n => new ChannelStatistics(n.Type.Shape[-1]));

    /// <summary>The calibration of each observed tensor; those that only move quantized values have that of the tensor that they come from.</summary>
    private static TensorCalibration[] Describe(Graph graph, IReadOnlyDictionary<int, string> keys, Dictionary<int, RangeObserver> observers, CalibrationOptions options)
    {
        HashSet<int> constants = ConstantNodes.Of(graph);
        var tensors = new Dictionary<int, TensorCalibration>();
        foreach (Node node in graph.Nodes.Where(n => observers.ContainsKey(n.Id)))
        {
            tensors.Add(node.Id, SharedQuantization.Operand(node, constants) is { } source
                ? tensors[source] with { Key = keys[node.Id] }
                : Describe(node, keys[node.Id], observers[node.Id], options));
        }

        return [.. tensors.Values];
    }

    private static TensorCalibration Describe(Node node, string key, RangeObserver observer, CalibrationOptions options)
    {
        (float minimum, float maximum) = observer.Range();
        return BoundedResults.Required(node, key, options.Element, options.Rounding) ?? TensorCalibration.FromRange(key, minimum, maximum, options.Element);
    }
}
