using System;
using System.Collections.Generic;
using System.Linq;
using CsCheck;
using ModelGen.Calibration.Observers;
using ModelGen.Tests;

namespace ModelGen.Calibration.Tests;

public class ObserverTests
{
    /// <summary>0.0005, 0.0015, … 0.9995: evenly spread.</summary>
    private static readonly double[] Even = [.. Enumerable.Range(0, 1_000_000).Select(i => (i + 0.5) / 1_000_000)];

    /// <summary>A Laplace distribution of scale 1 by its quantiles; it reaches from -13.1 to 13.1.</summary>
    private static readonly float[] Laplace = [.. Even.Select(p => (float)(p < 0.5 ? Math.Log(2 * p) : -Math.Log(2 * (1 - p))))];

    public static TheoryData<CalibrationMethod> Methods =>
        [CalibrationMethod.MinMax, CalibrationMethod.MovingAverage(), CalibrationMethod.Percentile(), CalibrationMethod.MeanSquaredError, CalibrationMethod.Entropy];

    [Theory]
    [MemberData(nameof(Methods))]
    public void Zeros_only_give_an_empty_range(CalibrationMethod method) => Assert.Equal((0, 0), Range(method, new float[50]));

    [Theory]
    [MemberData(nameof(Methods))]
    public void A_single_value_is_kept(CalibrationMethod method)
    {
        foreach (float value in new[] { 5f, -3f, 1e-30f, 3e38f, -float.Epsilon })
        {
            Assert.Equal((value, value), Range(method, [value]));
        }
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public void An_even_distribution_is_kept_almost_whole(CalibrationMethod method)
    {
        (float minimum, float maximum) = Range(method, [.. Even.Select(p => (float)(6 * p) - 1)]);
        Assert.InRange(minimum, -1, -0.95f);
        Assert.InRange(maximum, 4.9f, 5);
    }

    [Fact]
    public void Extremes_cover_all_samples() => Assert.Equal((-2, 9), Range(CalibrationMethod.MinMax, [1, 9, 3], [-2, 0], [1]));

    [Fact]
    public void A_moving_average_moves_by_its_weight() => Assert.Equal((-0.5f, 6.25f), Range(CalibrationMethod.MovingAverage(0.25), [0, 8], [-2, 1]));

    [Theory]
    [InlineData(90, 50, 950)]
    [InlineData(99, 5, 995)]
    [InlineData(100, 0, 999)]
    public void A_percentile_cuts_both_ends(double percent, float minimum, float maximum)
    {
        (float low, float high) = Range(CalibrationMethod.Percentile(percent), [.. Enumerable.Range(0, 1000).Select(i => (float)i)]);
        Assert.InRange(low, minimum - 1, minimum + 1);
        Assert.InRange(high, maximum - 1, maximum + 1);
    }

    [Fact]
    public void A_percentile_counts_zeros() =>
        Assert.Equal(0, Range(CalibrationMethod.Percentile(90), [.. Enumerable.Repeat(0f, 98), 50, 60]).Maximum, 0.1f);

    /// <summary>Banner et al., "Post training 4-bit quantization of convolutional networks" (2019): a Laplace distribution is best clipped at 9.89 scales for 8 bits.</summary>
    [Fact]
    public void The_least_squared_error_clips_a_Laplace_distribution_where_theory_says()
    {
        (float minimum, float maximum) = Range(CalibrationMethod.MeanSquaredError, Laplace);
        Assert.InRange(maximum, 9.2f, 10.6f);
        Assert.InRange(minimum, -10.6f, -9.2f);
    }

    [Fact]
    public void Entropy_and_squared_error_cut_off_a_lone_outlier_that_extremes_keep()
    {
        float[] values = [.. Laplace, 1000];
        Assert.Equal(1000, Range(CalibrationMethod.MinMax, values).Maximum);
        Assert.InRange(Range(CalibrationMethod.Entropy, values).Maximum, 4, 100);
        Assert.InRange(Range(CalibrationMethod.MeanSquaredError, [.. Laplace, 50]).Maximum, 9, 25);
    }

    [Fact]
    public void A_histogram_does_not_depend_on_the_order_of_values() =>
        Gen.OneOf(Gen.Float[-10, 10], Gen.Float[-1e-3f, 1e-3f], Gen.Float[-1e5f, 1e5f], Gen.Const(0f)).Array[1, 60].Check(100, values =>
        {
            Histogram together = new(), apart = new();
            together.Add(values);
            foreach (float value in values.Reverse())
            {
                apart.Add([value]);
            }

            Assert.Equal(together.Limit, apart.Limit);
            Assert.Equal(together.Zeros, apart.Zeros);
            Assert.Equal(together.Bins.ToArray(), apart.Bins.ToArray());
            Assert.Equal(values.Length, together.Zeros + together.Bins.ToArray().Sum());
        });

    [Fact]
    public void Every_range_lies_within_the_values_seen() =>
        Gen.Select(Gen.Float[-100, 100].Array[1, 200], Gen.Int[0, 4]).Check(100, (values, method) =>
        {
            (float minimum, float maximum) = Range((CalibrationMethod)((IEnumerable<object[]>)Methods).ElementAt(method)[0], values);
            Assert.InRange(minimum, values.Min(), maximum);
            Assert.InRange(maximum, minimum, values.Max());
        });

    [Fact]
    public void Extremes_are_found_at_every_place_and_are_not_finite_if_a_value_is_not()
    {
        for (int length = 1; length < 40; length++)
        {
            for (int place = 0; place < length; place++)
            {
                var values = new float[length];
                foreach (float value in new[] { 2, -2, float.NaN, float.PositiveInfinity, float.NegativeInfinity })
                {
                    values[place] = value;
                    (float minimum, float maximum) = Extremes.Of(values);
                    Assert.Equal(float.IsFinite(value), float.IsFinite(minimum) && float.IsFinite(maximum));
                    Assert.True(!float.IsFinite(value) || (minimum, maximum) == (length == 1 ? value : Math.Min(value, 0), length == 1 ? value : Math.Max(value, 0)));
                }
            }
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(101)]
    [InlineData(double.NaN)]
    public void Parameters_out_of_range_are_refused(double value)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => CalibrationMethod.Percentile(value));
        Assert.Throws<ArgumentOutOfRangeException>(() => CalibrationMethod.MovingAverage(value));
    }

    private static (float Minimum, float Maximum) Range(CalibrationMethod method, params float[][] samples)
    {
        RangeObserver observer = method.CreateObserver();
        foreach (float[] sample in samples)
        {
            observer.Observe(sample);
        }

        return observer.Range();
    }
}
