using System;
using System.Numerics;
using System.Runtime.InteropServices;

namespace ModelGen.Calibration.Observers;

/// <summary>The least and the greatest of many values.</summary>
internal static class Extremes
{
    /// <summary>The extremes; not finite if a value is not.</summary>
    /// <param name="values">At least one value.</param>
    public static (float Minimum, float Maximum) Of(ReadOnlySpan<float> values)
    {
        ReadOnlySpan<Vector<float>> vectors = MemoryMarshal.Cast<float, Vector<float>>(values);
        float minimum = values[0], maximum = values[0];
        if (vectors.Length > 0)
        {
            Vector<float> low = vectors[0], high = vectors[0];
            foreach (Vector<float> vector in vectors)
            {
                // These, unlike comparisons, keep a NaN.
                low = Vector.Min(low, vector);
                high = Vector.Max(high, vector);
            }

            for (int lane = 0; lane < Vector<float>.Count; lane++)
            {
                minimum = Math.Min(minimum, low[lane]);
                maximum = Math.Max(maximum, high[lane]);
            }
        }

        foreach (float value in values[(vectors.Length * Vector<float>.Count)..])
        {
            minimum = Math.Min(minimum, value);
            maximum = Math.Max(maximum, value);
        }

        return (minimum, maximum);
    }
}
