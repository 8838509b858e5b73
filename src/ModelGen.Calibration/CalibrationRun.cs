using System;
using System.Collections.Generic;
using System.Linq;
using ModelGen.Calibration.Evaluation;
using ModelGen.Calibration.Observers;
using ModelGen.Compiler;
using ModelGen.Compiler.Calibration;
using ModelGen.IR;

namespace ModelGen.Calibration;

/// <summary>Runs graphs of one model over samples, which it checks on the way.</summary>
internal sealed class CalibrationRun(ModelInfo info, ModelWeights weights, IEnumerable<IReadOnlyList<Tensor>> samples, CalibrationOptions options, IProgress<int>? progress)
{
    private readonly Dictionary<string, Tensor> parameters = [];
    private int done;

    /// <summary>The value of a parameter.</summary>
    public Tensor Parameter(string path)
    {
        if (!parameters.TryGetValue(path, out Tensor? value))
        {
            value = weights[path];
            parameters.Add(path, value);
        }

        return value;
    }

    /// <summary>Runs a graph over all samples, and shows every single-precision value with a key.</summary>
    /// <exception cref="CalibrationException">There is no sample, one does not fit the model, or a value that is not finite appears.</exception>
    public void Observe(Graph graph, Action<Node, Tensor> visit)
    {
        IReadOnlyDictionary<int, string> keys = TensorKeys.Of(graph);
        var evaluator = new GraphEvaluator(graph, Parameter);
        ForEachSample((inputs, number) => evaluator.Run(inputs, (node, value) =>
        {
            if (node.Type.Element == ElementType.Float32)
            {
                RequireFinite(value, keys[node.Id], number);
                visit(node, value);
            }
        }));
    }

    /// <summary>Goes through the samples: the inputs by name, and the number of the sample, counted from 1.</summary>
    /// <exception cref="CalibrationException">There is no sample, or one does not fit the model.</exception>
    public void ForEachSample(Action<IReadOnlyDictionary<string, Tensor>, int> visit)
    {
        int count = 0;
        foreach (IReadOnlyList<Tensor> sample in samples)
        {
            options.Cancellation.ThrowIfCancellationRequested();
            count++;
            visit(NameInputs(sample, count), count);
            progress?.Report(++done);
        }

        if (count == 0)
        {
            throw new CalibrationException($"There is no sample to run {info.Name} with: give at least one, better 100 and more that are typical for its use.");
        }
    }

    /// <summary>The graph that is observed.</summary>
    /// <exception cref="CalibrationException">The model cannot be compiled.</exception>
    public Graph Prepare()
    {
        PipelineResult result = Pipeline.RunBeforeFusion(info.Graph, PipelineOptions.Cancellable(options.Cancellation));
        return result.Succeeded
            ? result.Graph
            : throw new CalibrationException($"{info.Name} cannot be compiled: {string.Join(" ", result.Failures.Select(f => f.Message))}");
    }

    private Dictionary<string, Tensor> NameInputs(IReadOnlyList<Tensor> sample, int number)
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

    /// <summary>Refuses a value that is not finite.</summary>
    public static void RequireFinite(Tensor value, string key, int sample)
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
