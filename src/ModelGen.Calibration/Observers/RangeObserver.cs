using System;

namespace ModelGen.Calibration.Observers;

/// <summary>Watches the values of one tensor over many samples, and chooses the range that its quantization keeps.</summary>
internal abstract class RangeObserver
{
    /// <summary>Takes the values that the tensor has for one more sample; all finite.</summary>
    public abstract void Observe(ReadOnlySpan<float> values);

    /// <summary>The range to keep, after at least one sample with at least one value.</summary>
    public abstract (float Minimum, float Maximum) Range();
}
