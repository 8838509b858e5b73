using System;
using System.Collections.Generic;
using System.Linq;
using ModelGen.Calibration.Observers;
using ModelGen.Compiler.Calibration;
using ModelGen.IR;

namespace ModelGen.Calibration.Corrections;

/// <summary>
/// Bias correction (Nagel et al., "Data-free quantization through weight equalization and bias correction", 2019): rounding the weights moves
/// the mean of each output channel by the rounding errors times the means of the input channels, which the bias takes back. Zeros of
/// padding are not told apart from the image.
/// </summary>
internal static class BiasCorrection
{
    /// <summary>The corrections of every layer.</summary>
    public static ChannelValues[] Of(Graph graph, IReadOnlyDictionary<int, string> keys, Func<string, Tensor> parameter, IReadOnlyDictionary<int, ChannelStatistics> statistics) =>
        [.. WeightedLayers.Of(graph).Select(layer => new ChannelValues(keys[layer.Id], Corrections(LayerWeight.Of(graph, layer, parameter), statistics[layer.Inputs[0]])))];

    private static float[] Corrections(LayerWeight weight, ChannelStatistics inputs)
    {
        var corrections = new float[weight.Outputs];
        LayerWeight rounded = weight.Rounded();
        for (int output = 0; output < corrections.Length; output++)
        {
            double shift = 0;
            for (int input = 0; input < weight.Inputs; input++)
            {
                ReadOnlySpan<float> exact = weight.Values(output, input), int8 = rounded.Values(output, input);
                double error = 0;
                for (int i = 0; i < exact.Length; i++)
                {
                    error += (double)int8[i] - exact[i];
                }

                shift += error * inputs.Mean(weight.Channel(output, input));
            }

            corrections[output] = (float)-shift;
        }

        return corrections;
    }
}
