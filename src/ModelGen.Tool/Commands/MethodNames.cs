using System.Globalization;
using ModelGen.Calibration;

namespace ModelGen.Tool.Commands;

/// <summary>Reads methods of calibration from the command line.</summary>
internal static class MethodNames
{
    /// <summary>The methods, for help and messages.</summary>
    public const string Known = "min-max, moving-average[:WEIGHT], percentile[:PERCENT], mse, entropy";

    /// <summary>The method of a name, with a parameter after a colon where it takes one.</summary>
    /// <exception cref="ToolException">There is no such method, or its parameter is out of range.</exception>
    public static CalibrationMethod Parse(string text)
    {
        string[] parts = text.Split(':');
        double value = double.NaN;
        bool hasValue = parts.Length == 2 && double.TryParse(parts[1], NumberStyles.Float, CultureInfo.InvariantCulture, out value);
        if (parts.Length > 2 || (parts.Length == 2 && !hasValue))
        {
            throw new ToolException($"'{text}' is not a method and a number: write --method NAME or NAME:NUMBER, as in percentile:99.9.");
        }

        return (parts[0], hasValue) switch
        {
            ("min-max", false) => CalibrationMethod.MinMax,
            ("mse", false) => CalibrationMethod.MeanSquaredError,
            ("entropy", false) => CalibrationMethod.Entropy,
            ("moving-average", false) => CalibrationMethod.MovingAverage(),
            ("percentile", false) => CalibrationMethod.Percentile(),
            ("moving-average", true) => value is > 0 and <= 1
                ? CalibrationMethod.MovingAverage(value)
                : throw new ToolException("The weight of moving-average is above 0 and at most 1."),
            ("percentile", true) => value is > 0 and <= 100
                ? CalibrationMethod.Percentile(value)
                : throw new ToolException("The share of percentile is above 0 % and at most 100 %."),
            _ => throw new ToolException($"There is no method '{text}'. The methods are {Known}."),
        };
    }
}
