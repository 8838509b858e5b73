using System;

namespace ModelGen.Calibration.Observers;

/// <summary>
/// Keeps the range whose 256 levels lose the least information about the distribution: the least Kullback–Leibler divergence of the
/// quantized distribution from the clipped one, over ranges that reach equally far on both sides of zero as far as there are values
/// (Migacz, "8-bit inference with TensorRT", 2017).
/// </summary>
internal sealed class EntropyObserver : HistogramObserver
{
    private const int Levels = 256;
    private const int Candidates = 256;

    protected override (float Minimum, float Maximum) Choose(Histogram histogram)
    {
        int first = Math.Min(histogram.BinOf(histogram.Minimum), Histogram.Half), end = Math.Max(histogram.BinOf(histogram.Maximum) + 1, Histogram.Half);
        int farthest = Math.Max(Histogram.Half - first, end - Histogram.Half);
        double least = double.PositiveInfinity;
        int best = farthest;

        // From the whole range inwards, so that of equals the widest is kept.
        int step = Math.Max(1, farthest / Candidates);
        for (int reach = farthest; reach >= Math.Min(Levels / 2, farthest); reach -= step)
        {
            int low = Math.Max(first, Histogram.Half - reach), high = Math.Min(end, Histogram.Half + reach);
            double divergence = Divergence(histogram.Bins, first, end, low, high);
            if (divergence < least)
            {
                (best, least) = (reach, divergence);
            }
        }

        double limit = best * histogram.Width;
        return Within(histogram, -limit, limit);
    }

    /// <summary>The divergence for the bins from <paramref name="low"/> to before <paramref name="high"/>.</summary>
    private static double Divergence(ReadOnlySpan<long> bins, int first, int end, int low, int high)
    {
        long below = Sum(bins[first..low]), above = Sum(bins[high..end]), inside = Sum(bins[low..high]), total = below + inside + above;
        double divergence = 0;
        int width = high - low;
        for (int level = 0; level < Levels; level++)
        {
            int begin = low + (int)((long)width * level / Levels), stop = low + (int)((long)width * (level + 1) / Levels);
            long count = Sum(bins[begin..stop]);
            int filled = 0;
            for (int bin = begin; bin < stop; bin++)
            {
                filled += bins[bin] + Clipped(bin) > 0 ? 1 : 0;
            }

            for (int bin = begin; bin < stop; bin++)
            {
                if (bins[bin] + Clipped(bin) is > 0 and var reference)
                {
                    // Only the outermost level can lack values of its own; half a value keeps its divergence finite.
                    double p = (double)reference / total, q = Math.Max(count, 0.5) / filled / Math.Max(inside, 1);
                    divergence += p * Math.Log(p / q);
                }
            }
        }

        return divergence;

        // What lies outside counts as the outermost value inside.
        long Clipped(int bin) => (bin == low ? below : 0) + (bin == high - 1 ? above : 0);
    }

    private static long Sum(ReadOnlySpan<long> counts)
    {
        long sum = 0;
        foreach (long count in counts)
        {
            sum += count;
        }

        return sum;
    }
}
