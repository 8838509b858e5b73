using System;

namespace ModelGen.Calibration.Observers;

/// <summary>Averages the extremes of the samples exponentially, so that a single one cannot widen the range far.</summary>
/// <param name="weight">The weight of each new sample, above 0 and up to 1.</param>
internal sealed class MovingAverageObserver(double weight) : RangeObserver
{
    private (double Minimum, double Maximum)? average;

    public override void Observe(ReadOnlySpan<float> values)
    {
        (float low, float high) = Extremes.Of(values);
        average = average is { } old
            ? (old.Minimum + (weight * (low - old.Minimum)), old.Maximum + (weight * (high - old.Maximum)))
            : (low, high);
    }

    public override (float Minimum, float Maximum) Range() => ((float)average!.Value.Minimum, (float)average.Value.Maximum);
}
