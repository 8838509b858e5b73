using System;
using System.Globalization;

namespace ModelGen.Tool.Reports;

/// <summary>Writes numbers for people, independent of culture.</summary>
internal static class Quantities
{
    /// <summary>As in <c>1,234,567</c>.</summary>
    public static string Count(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>As in <c>1.2 MiB</c>.</summary>
    public static string Bytes(long value) => value switch
    {
        < 1 << 10 => Count(value) + " B",
        < 1 << 20 => (value / 1024.0).ToString("0.0", CultureInfo.InvariantCulture) + " KiB",
        _ => (value / 1048576.0).ToString("0.0", CultureInfo.InvariantCulture) + " MiB",
    };

    /// <summary>In milliseconds or microseconds, as in <c>1.234 ms</c>.</summary>
    public static string Time(TimeSpan value) => value.TotalMilliseconds >= 1
        ? value.TotalMilliseconds.ToString("0.000", CultureInfo.InvariantCulture) + " ms"
        : value.TotalMicroseconds.ToString("0.00", CultureInfo.InvariantCulture) + " µs";

    /// <summary>The same of seconds, which may be too few for a <see cref="TimeSpan"/>.</summary>
    public static string Time(double seconds) => Scaled(seconds * 1e9, ["ns", "µs", "ms", "s"]);

    /// <summary>As in <c>1.23 mJ</c>.</summary>
    public static string Energy(double picojoules) => Scaled(picojoules, ["pJ", "nJ", "µJ", "mJ", "J"]);

    /// <summary>As in <c>12.3 %</c>.</summary>
    public static string Percent(double part, double whole) => whole == 0 ? "" : (100 * part / whole).ToString("0.0", CultureInfo.InvariantCulture) + " %";

    private static string Scaled(double value, ReadOnlySpan<string> units)
    {
        int unit = 0;
        while (value >= 1000 && unit < units.Length - 1)
        {
            value /= 1000;
            unit++;
        }

        return value.ToString(value >= 100 ? "0" : value >= 10 ? "0.0" : "0.00", CultureInfo.InvariantCulture) + " " + units[unit];
    }
}
