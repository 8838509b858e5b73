using System;

namespace ModelGen.Calibration.Observers;

/// <summary>
/// Counts values in bins of equal width. The bins cover −limit to limit, a power of 2 above all magnitudes that doubles for a
/// greater one, two old bins becoming one, so that the counts do not depend on the order of the values. Zeros are counted apart: every quantization represents
/// them exactly, and after a rectifier they outnumber all others.
/// </summary>
internal sealed class Histogram
{
    /// <summary>The bins on each side of zero: 8 to 16 for each of the 256 quantized values of a range on one side.</summary>
    public const int Half = 4096;

    private readonly long[] counts = new long[2 * Half];

    /// <summary>The magnitude that the bins reach to, above all values; 0 before the first value other than zero.</summary>
    public double Limit { get; private set; }

    /// <summary>The least value seen.</summary>
    public float Minimum { get; private set; } = float.PositiveInfinity;

    /// <summary>The greatest value seen.</summary>
    public float Maximum { get; private set; } = float.NegativeInfinity;

    /// <summary>How many values were zero.</summary>
    public long Zeros { get; private set; }

    /// <summary>How many values were seen, zeros included.</summary>
    public long Count { get; private set; }

    /// <summary>The width of a bin.</summary>
    public double Width => Limit / Half;

    /// <summary>How many values other than zero lie in each bin; bin i begins at (i − <see cref="Half"/>) · <see cref="Width"/>.</summary>
    public ReadOnlySpan<long> Bins => counts;

    /// <summary>The middle of a bin.</summary>
    public double Center(int bin) => (bin - Half + 0.5) * Width;

    /// <summary>The bin that a value below the limit lies in.</summary>
    public int BinOf(double value) => (int)Math.Floor(value / Limit * Half) + Half;

    public void Add(ReadOnlySpan<float> values)
    {
        (float low, float high) = Extremes.Of(values);
        Minimum = Math.Min(Minimum, low);
        Maximum = Math.Max(Maximum, high);
        Count += values.Length;
        Reach(Math.Max(-(double)low, high));
        double perUnit = Limit == 0 ? 0 : Half / Limit;
        foreach (float value in values)
        {
            if (value == 0)
            {
                Zeros++;
            }
            else
            {
                // Exact, since the factor is a power of 2.
                counts[(int)Math.Floor(value * perUnit) + Half]++;
            }
        }
    }

    private void Reach(double magnitude)
    {
        if (magnitude > 0 && Limit == 0)
        {
            Limit = Math.ScaleB(1, Math.ILogB(magnitude) + 1);
        }

        for (; Limit > 0 && Limit <= magnitude; Limit *= 2)
        {
            // From the middle outwards, so that no count is overwritten before it was read.
            for (int i = 0; i < Half; i++)
            {
                counts[Half + i] = i < Half / 2 ? counts[Half + (2 * i)] + counts[Half + (2 * i) + 1] : 0;
                counts[Half - 1 - i] = i < Half / 2 ? counts[Half - 1 - (2 * i)] + counts[Half - 2 - (2 * i)] : 0;
            }
        }
    }
}
