using System;
using System.Collections.Generic;
using System.Linq;
using ModelGen.Calibration.Observers;
using ModelGen.Compiler.Calibration;
using ModelGen.IR;

namespace ModelGen.Calibration.Corrections;

/// <summary>
/// Cross-layer equalization (Nagel et al., "Data-free quantization through weight equalization and bias correction", 2019). Weights of a
/// producer have a scale for each output channel and need none, so that what is balanced against the consumer's weights is the range of
/// each channel of the activation between the layers, which has one scale for all.
/// </summary>
internal static class Equalization
{
    /// <summary>Factors stay within this ratio of their geometric mean, so that a channel that was hardly seen is not blown up.</summary>
    private const double Limit = 32;

    /// <summary>The factors of every pair of layers: the square root of the activation's magnitude over the weights', relative to their geometric mean.</summary>
    public static ChannelValues[] Factors(Graph graph, IReadOnlyDictionary<int, string> keys, Func<string, Tensor> parameter, IReadOnlyDictionary<int, ChannelStatistics> statistics) =>
        [.. WeightedLayers.Pairs(graph).Select(pair => new ChannelValues(keys[pair.Producer.Id], Factors(LayerWeight.Of(graph, pair.Consumer, parameter), statistics[pair.Between.Id])))];

    private static float[] Factors(LayerWeight consumer, ChannelStatistics between)
    {
        float[] weights = Magnitudes(consumer);
        double[] logarithms = [.. weights.Select((weight, channel) => Math.Log(between.Magnitude(channel) / (double)weight) / 2)];
        double mean = logarithms.Where(double.IsFinite).DefaultIfEmpty(0).Average(), limit = Math.Log(Limit);
        return [.. logarithms.Select(l => double.IsFinite(l) ? (float)Math.Exp(Math.Clamp(l - mean, -limit, limit)) : 1)];
    }

    /// <summary>The greatest magnitude of the weights for each channel of the consumer's input.</summary>
    private static float[] Magnitudes(LayerWeight weight)
    {
        var magnitudes = new float[weight.Channel(weight.Outputs - 1, weight.Inputs - 1) + 1];
        for (int output = 0; output < weight.Outputs; output++)
        {
            for (int input = 0; input < weight.Inputs; input++)
            {
                foreach (float value in weight.Values(output, input))
                {
                    int channel = weight.Channel(output, input);
                    magnitudes[channel] = Math.Max(magnitudes[channel], Math.Abs(value));
                }
            }
        }

        return magnitudes;
    }
}
