using System;

namespace ModelGen.Calibration.Observers;

/// <summary>Chooses a range from the distribution of all values seen.</summary>
internal abstract class HistogramObserver : RangeObserver
{
    private readonly Histogram histogram = new();

    public override void Observe(ReadOnlySpan<float> values) => histogram.Add(values);

    public override (float Minimum, float Maximum) Range() => histogram.Zeros == histogram.Count ? (0, 0) : Choose(histogram);

    /// <summary>The range for a distribution with a value other than zero.</summary>
    protected abstract (float Minimum, float Maximum) Choose(Histogram histogram);

    /// <summary>The bounds as singles, within the range that was seen.</summary>
    protected static (float Minimum, float Maximum) Within(Histogram histogram, double minimum, double maximum) =>
        ((float)Math.Clamp(minimum, histogram.Minimum, histogram.Maximum), (float)Math.Clamp(maximum, histogram.Minimum, histogram.Maximum));
}
