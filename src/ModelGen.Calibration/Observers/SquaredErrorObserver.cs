using System;

namespace ModelGen.Calibration.Observers;

/// <summary>
/// Keeps the range whose quantization has the least mean squared error, rounding and clipping together: a search over both bounds in turn,
/// each from a hundredth of its extreme to the whole.
/// </summary>
internal sealed class SquaredErrorObserver : HistogramObserver
{
    private const int Steps = 100;
    private const int Rounds = 3;

    protected override (float Minimum, float Maximum) Choose(Histogram histogram)
    {
        double low = Math.Min(histogram.Minimum, 0f), high = Math.Max(histogram.Maximum, 0f);
        (double Minimum, double Maximum) best = (low, high);
        double least = Error(histogram, low, high);
        for (int round = 0; round < Rounds; round++)
        {
            (double, double) before = best;
            for (int side = 0; side < 2; side++)
            {
                (double Minimum, double Maximum) start = best;
                for (int step = 1; step <= Steps; step++)
                {
                    double share = (double)step / Steps;
                    (double Minimum, double Maximum) candidate = side == 0 ? (low * share, start.Maximum) : (start.Minimum, high * share);
                    double error = Error(histogram, candidate.Minimum, candidate.Maximum);
                    if (error < least)
                    {
                        (best, least) = (candidate, error);
                    }
                }
            }

            if (best == before)
            {
                break;
            }
        }

        return Within(histogram, best.Minimum, best.Maximum);
    }

    /// <summary>The sum of squared errors, each bin's values taken to lie in its middle.</summary>
    private static double Error(Histogram histogram, double minimum, double maximum)
    {
        (float scale, int zeroPoint) = AffineRange.Choose((float)minimum, (float)maximum, ElementType.UInt8);
        ReadOnlySpan<long> bins = histogram.Bins;
        double error = 0;
        for (int bin = histogram.BinOf(histogram.Minimum), last = histogram.BinOf(histogram.Maximum); bin <= last; bin++)
        {
            if (bins[bin] > 0)
            {
                double value = histogram.Center(bin);
                double quantized = Math.Clamp(Math.Round(value / scale) + zeroPoint, 0, 255);
                double difference = ((quantized - zeroPoint) * scale) - value;
                error += bins[bin] * difference * difference;
            }
        }

        return error;
    }
}
