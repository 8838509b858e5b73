namespace ModelGen.Calibration.Observers;

/// <summary>Keeps a share of the values, and cuts off an equal number of the least and of the greatest.</summary>
/// <param name="percent">The share in percent, above 0 and up to 100.</param>
internal sealed class PercentileObserver(double percent) : HistogramObserver
{
    protected override (float Minimum, float Maximum) Choose(Histogram histogram)
    {
        double cut = histogram.Count * (100 - percent) / 200;
        int low = 0, high = (2 * Histogram.Half) - 1;
        for (double below = CountIn(histogram, low); below <= cut && low < high; below += CountIn(histogram, low))
        {
            low++;
        }

        for (double above = CountIn(histogram, high); above <= cut && high > low; above += CountIn(histogram, high))
        {
            high--;
        }

        return Within(histogram, (low - Histogram.Half) * histogram.Width, (high + 1 - Histogram.Half) * histogram.Width);
    }

    private static double CountIn(Histogram histogram, int bin) => histogram.Bins[bin] + (bin == Histogram.Half ? histogram.Zeros : 0);
}
