using System;
using System.Globalization;
using ModelGen.Calibration.Observers;

namespace ModelGen.Calibration;

/// <summary>How the range of a tensor is found from the values that it has for the samples.</summary>
public sealed class CalibrationMethod
{
    private readonly string name;
    private readonly Func<RangeObserver> observer;

    private CalibrationMethod(string name, Func<RangeObserver> observer)
    {
        this.name = name;
        this.observer = observer;
    }

    /// <summary>Everything that was seen.</summary>
    public static CalibrationMethod MinMax { get; } = new("min-max", () => new MinMaxObserver());

    /// <summary>The range whose quantization has the least mean squared error, rounding and clipping together.</summary>
    public static CalibrationMethod MeanSquaredError { get; } = new("mse", () => new SquaredErrorObserver());

    /// <summary>
    /// The range whose 256 levels lose the least information, as measured by the Kullback–Leibler divergence (Migacz, "8-bit inference with
    /// TensorRT", 2017).
    /// </summary>
    public static CalibrationMethod Entropy { get; } = new("entropy", () => new EntropyObserver());

    /// <summary>The exponential moving averages of each sample's least and greatest value.</summary>
    /// <param name="weight">The weight of each new sample, above 0 and up to 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The weight is out of range.</exception>
    public static CalibrationMethod MovingAverage(double weight = 0.05) => weight is > 0 and <= 1
        ? new(string.Create(CultureInfo.InvariantCulture, $"moving-average {weight}"), () => new MovingAverageObserver(weight))
        : throw new ArgumentOutOfRangeException(nameof(weight), weight, "The weight of a sample is above 0 and at most 1.");

    /// <summary>A share of the values, cut off equally at both ends.</summary>
    /// <param name="percent">The share in percent, above 0 and up to 100.</param>
    /// <exception cref="ArgumentOutOfRangeException">The share is out of range.</exception>
    public static CalibrationMethod Percentile(double percent = 99.99) => percent is > 0 and <= 100
        ? new(string.Create(CultureInfo.InvariantCulture, $"percentile {percent}"), () => new PercentileObserver(percent))
        : throw new ArgumentOutOfRangeException(nameof(percent), percent, "The share of values to keep is above 0 % and at most 100 %.");

    /// <summary>Name and parameter, as profiles record them.</summary>
    public override string ToString() => name;

    internal RangeObserver CreateObserver() => observer();
}
