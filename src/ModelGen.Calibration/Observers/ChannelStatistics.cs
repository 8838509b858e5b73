using System;

namespace ModelGen.Calibration.Observers;

/// <summary>The mean and the greatest magnitude of each channel of a tensor whose last axis counts them.</summary>
/// <param name="channels">The extent of the last axis, at least 1.</param>
internal sealed class ChannelStatistics(int channels)
{
    private readonly double[] sums = new double[channels];
    private readonly float[] magnitudes = new float[channels];
    private long rows;

    /// <summary>Takes the values that the tensor has for one more sample; all finite.</summary>
    public void Observe(ReadOnlySpan<float> values)
    {
        for (; !values.IsEmpty; values = values[channels..])
        {
            rows++;
            for (int channel = 0; channel < channels; channel++)
            {
                sums[channel] += values[channel];
                magnitudes[channel] = Math.Max(magnitudes[channel], Math.Abs(values[channel]));
            }
        }
    }

    /// <summary>The mean of a channel over all samples and places.</summary>
    public double Mean(int channel) => sums[channel] / rows;

    /// <summary>The greatest magnitude of a channel.</summary>
    public float Magnitude(int channel) => magnitudes[channel];
}
