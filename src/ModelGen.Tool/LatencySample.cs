using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;

namespace ModelGen.Tool;

/// <summary>The durations of many runs.</summary>
internal sealed class LatencySample
{
    private readonly long[] ticks;

    /// <summary>Over durations in ticks of <see cref="Stopwatch"/>; at least one.</summary>
    public LatencySample(IEnumerable<long> ticks) => this.ticks = [.. ticks.Order()];

    public int Count => ticks.Length;

    public TimeSpan Mean => Stopwatch.GetElapsedTime(0, (long)ticks.Average());

    /// <summary>The duration that the given share of the runs does not exceed, from 0 to 1.</summary>
    public TimeSpan Quantile(double share) => Stopwatch.GetElapsedTime(0, ticks[(int)Math.Round(share * (ticks.Length - 1))]);

    /// <summary>
    /// Runs for a fifth of the duration without measuring, so that the JIT has optimised the code, then measures each run. At least once each.
    /// </summary>
    /// <param name="run">What to measure.</param>
    /// <param name="duration">How long to measure.</param>
    /// <param name="progress">Told the share of the time that is over, now and then.</param>
    public static LatencySample Measure(Action run, TimeSpan duration, Action<double> progress)
    {
        TimeSpan warmUp = duration / 5;
        long start = Stopwatch.GetTimestamp();
        do
        {
            run();
        }
        while (Stopwatch.GetElapsedTime(start) < warmUp);

        var ticks = new List<long>();
        long began = Stopwatch.GetTimestamp(), reported = began;
        do
        {
            long before = Stopwatch.GetTimestamp();
            run();
            long after = Stopwatch.GetTimestamp();
            ticks.Add(after - before);
            if (Stopwatch.GetElapsedTime(reported, after) > TimeSpan.FromMilliseconds(100))
            {
                progress(Math.Min(1, Stopwatch.GetElapsedTime(began, after) / duration));
                reported = after;
            }
        }
        while (Stopwatch.GetElapsedTime(began) < duration);
        return new LatencySample(ticks);
    }
}
