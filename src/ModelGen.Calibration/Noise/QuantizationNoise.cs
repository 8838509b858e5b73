using System;
using System.Collections.Generic;
using System.Linq;
using ModelGen.Calibration.Noise;
using ModelGen.Compiler;
using ModelGen.Compiler.Calibration;
using ModelGen.IR;

namespace ModelGen.Calibration;

/// <summary>
/// Measures the noise that int8 would bring to each layer, by a simulation in single precision: weights and values are rounded to what int8
/// can hold, sums, biases and multipliers are not.
/// </summary>
public static class QuantizationNoise
{
    /// <summary>Runs a model with and without rounding over samples.</summary>
    /// <param name="info">The model: the <c>Info</c> of its class.</param>
    /// <param name="weights">Its weights.</param>
    /// <param name="profile">Its calibration.</param>
    /// <param name="samples">For each sample a tensor for each input, in the order of the model, batch axis included. Enumerated once.</param>
    /// <param name="progress">Told after each sample how many are done.</param>
    /// <returns>The noise of each single-precision value with a key, in the order of the graph.</returns>
    /// <exception cref="CalibrationException">The profile does not fit the model, there is no sample, or one does not fit or is not finite.</exception>
    /// <exception cref="ModelWeightsException">The weights do not fit the model.</exception>
    public static IReadOnlyList<LayerNoise> Measure(
        ModelInfo info, ModelWeights weights, CalibrationProfile profile, IEnumerable<IReadOnlyList<Tensor>> samples, IProgress<int>? progress = null)
    {
        ArgumentNullException.ThrowIfNull(info);
        ArgumentNullException.ThrowIfNull(weights);
        ArgumentNullException.ThrowIfNull(profile);
        ArgumentNullException.ThrowIfNull(samples);
        weights.Check(info);
        var run = new CalibrationRun(info, weights, samples, new CalibrationOptions(), progress);
        // The signal is that of the equalized model. What corrections of biases add is part of what int8 computes.
        Graph exact = Apply(run.Prepare(), profile with { BiasCorrections = [] }), corrected = Apply(exact, profile with { Equalization = [] });
        var comparison = new NoiseComparison(exact, corrected, run.Parameter, new ValueRounding(exact, profile));
        run.ForEachSample(comparison.Observe);
        return comparison.Result();
    }

    private static Graph Apply(Graph graph, CalibrationProfile profile)
    {
        PipelineResult result = CalibrationRewrites.Apply(graph, profile);
        return result.Succeeded ? result.Graph : throw new CalibrationException(string.Join(" ", result.Failures.Select(f => f.Message)));
    }
}
