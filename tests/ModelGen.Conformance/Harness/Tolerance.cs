using System;

namespace ModelGen.Conformance.Harness;

/// <summary>
/// How far two results may differ: |actual − expected| ≤ absolute + ofLargest · max|expected| + relative · |expected|, the maximum over
/// the tensor. NaN equals NaN, an infinity equals itself, and −0 equals 0. These are all the tolerances there are.
/// </summary>
internal readonly record struct Tolerance(float Absolute, float OfLargest, float Relative)
{
    /// <summary>For what only moves or selects values: the same values.</summary>
    public static readonly Tolerance Exact = new(0, 0, 0);

    /// <summary>For functions of single elements: vectorised exp, tanh and erf are good to a few units in the last place.</summary>
    public static readonly Tolerance ElementWise = new(1e-6f, 0, 5e-6f);

    /// <summary>For x · sigmoid(x): ONNX Runtime's sigmoid is off by up to 1e-7 where it vanishes, and x multiplies that.</summary>
    public static readonly Tolerance Silu = ElementWise with { Absolute = 1e-5f };

    /// <summary>For sums of products, whose order kernels choose: errors grow with the terms, not with the sum.</summary>
    public static readonly Tolerance Sums = new(1e-6f, 2e-5f, 2e-5f);

    /// <summary>For whole networks, where errors of layers add up.</summary>
    public static readonly Tolerance Network = new(1e-6f, 2e-4f, 2e-4f);

    /// <summary>Null, or where the results differ most.</summary>
    public string? Difference(float[] expected, float[] actual)
    {
        if (expected.Length != actual.Length)
        {
            return $"{expected.Length} values were expected, but {actual.Length} came out";
        }

        double largest = 0;
        foreach (float value in expected)
        {
            largest = float.IsFinite(value) ? Math.Max(largest, Math.Abs(value)) : largest;
        }

        int worst = -1, count = 0;
        double worstExcess = 0;
        for (int i = 0; i < expected.Length; i++)
        {
            double excess = Excess(expected[i], actual[i], largest);
            if (excess > 0)
            {
                count++;
                (worst, worstExcess) = worst < 0 || excess > worstExcess ? (i, excess) : (worst, worstExcess);
            }
        }

        return worst < 0 ? null : $"{count} of {expected.Length} values differ; at {worst}, {expected[worst]:G9} was expected, but {actual[worst]:G9} came out";
    }

    private double Excess(float expected, float actual, double largest)
    {
        if (expected == actual || (float.IsNaN(expected) && float.IsNaN(actual)))
        {
            return 0;
        }

        double difference = Math.Abs((double)actual - expected);
        return !double.IsFinite(difference)
            ? double.PositiveInfinity
            : difference - (Absolute + (OfLargest * largest) + (Relative * Math.Abs((double)expected)));
    }
}
