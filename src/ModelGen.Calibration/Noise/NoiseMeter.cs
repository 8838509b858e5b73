using System;

namespace ModelGen.Calibration.Noise;

/// <summary>Sums the power of a signal and of its deviation.</summary>
internal sealed class NoiseMeter
{
    private double signal;
    private double noise;

    /// <summary>The ratio of signal to noise in dB; infinite without noise.</summary>
    public double Ratio => noise == 0 ? double.PositiveInfinity : 10 * Math.Log10(signal / noise);

    /// <summary>Takes the values of one more sample.</summary>
    public void Observe(ReadOnlySpan<float> exact, ReadOnlySpan<float> noisy)
    {
        for (int i = 0; i < exact.Length; i++)
        {
            double difference = (double)noisy[i] - exact[i];
            signal += (double)exact[i] * exact[i];
            noise += difference * difference;
        }
    }
}
