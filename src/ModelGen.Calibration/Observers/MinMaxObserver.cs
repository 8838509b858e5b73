using System;

namespace ModelGen.Calibration.Observers;

/// <summary>Keeps everything that was seen.</summary>
internal sealed class MinMaxObserver : RangeObserver
{
    private float minimum = float.PositiveInfinity;
    private float maximum = float.NegativeInfinity;

    public override void Observe(ReadOnlySpan<float> values)
    {
        (float low, float high) = Extremes.Of(values);
        minimum = Math.Min(minimum, low);
        maximum = Math.Max(maximum, high);
    }

    public override (float Minimum, float Maximum) Range() => (minimum, maximum);
}
