using System;
using System.Collections.Generic;
using System.Linq;
using ModelGen.Calibration.Evaluation;
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
    /// <param name="samples">For each sample a tensor for each input, in the order of the model, batch axis included. Enumerated once.</param>
    /// <param name="options">How to calibrate; null for the defaults.</param>
    /// <param name="progress">Told after each sample how many are done.</param>
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
        Graph graph = Prepare(info.Graph, options);
        IReadOnlyDictionary<int, string> keys = TensorKeys.Of(graph);
        var evaluator = new GraphEvaluator(graph, path => weights[path]);
        Dictionary<int, RangeObserver> observers = graph.Nodes
            .Where(n => keys.ContainsKey(n.Id) && n.Type.Element == ElementType.Float32 && n.Type.Shape.ElementCount > 0)
            .ToDictionary(n => n.Id, _ => options.Method.CreateObserver());
        int count = 0;
        foreach (IReadOnlyList<Tensor> sample in samples)
        {
            options.Cancellation.ThrowIfCancellationRequested();
            count++;
            evaluator.Run(NameInputs(info, sample, count), (node, value) =>
            {
                options.Cancellation.ThrowIfCancellationRequested();
                if (observers.TryGetValue(node.Id, out RangeObserver? observer))
                {
                    RequireFinite(value, keys[node.Id], count);
                    observer.Observe(value.Floats);
                }
            });
            progress?.Report(count);
        }

        return count == 0
            ? throw new CalibrationException($"There is no sample to calibrate {info.Name} with: give at least one, better 100 and more that are typical for its use.")
            : new CalibrationProfile(
                info.Name,
                options.Method.ToString(),
                options.Element,
                options.Rounding,
                observers.Select(o => Describe(keys[o.Key], o.Value, options.Element)).ToArray());
    }

    private static TensorCalibration Describe(string key, RangeObserver observer, ElementType element)
    {
        (float minimum, float maximum) = observer.Range();
        return TensorCalibration.FromRange(key, minimum, maximum, element);
    }

    private static Graph Prepare(Graph traced, CalibrationOptions options)
    {
        PipelineResult result = Pipeline.Run(traced, Pipeline.BeforeFusion, PipelineOptions.Cancellable(options.Cancellation));
        return result.Succeeded
            ? result.Graph
            : throw new CalibrationException($"{traced.Name} cannot be compiled: {string.Join(" ", result.Failures.Select(f => f.Message))}");
    }

    private static Dictionary<string, Tensor> NameInputs(ModelInfo info, IReadOnlyList<Tensor> sample, int number)
    {
        if (sample.Count != info.Inputs.Count)
        {
            throw new CalibrationException($"Sample {number} has {sample.Count} tensors, but {info.Name} has {info.Inputs.Count} inputs.");
        }

        var named = new Dictionary<string, Tensor>();
        for (int i = 0; i < sample.Count; i++)
        {
            ValueInfo input = info.Inputs[i];
            named.Add(input.Name, sample[i].Type == input.Type
                ? sample[i]
                : throw new CalibrationException($"The input '{input.Name}' of {info.Name} is {input.Type}, but sample {number} gives {sample[i].Type}."));
        }

        return named;
    }

    private static void RequireFinite(Tensor value, string key, int sample)
    {
        (float minimum, float maximum) = Extremes.Of(value.Floats);
        if (!float.IsFinite(minimum) || !float.IsFinite(maximum))
        {
            float found = float.IsFinite(minimum) ? maximum : minimum;
            throw new CalibrationException(FormattableString.Invariant(
                $"Sample {sample} gives {found} in tensor '{key}', which cannot be quantized: check the sample and the weights."));
        }
    }
}
