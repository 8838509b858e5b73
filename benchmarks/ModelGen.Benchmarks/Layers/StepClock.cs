using System;
using System.Diagnostics;
using ModelGen.CompilerServices;

namespace ModelGen.Benchmarks.Layers;

/// <summary>The fastest time of each step of a program, which <see cref="StepClockRewriter"/> makes call it. One program at a time.</summary>
public static class StepClock
{
    private static readonly long Overhead = MeasureOverhead();
    private static long[] fastest = [];
    private static long last;

    /// <summary>The products of bytes that the program runs on.</summary>
    public static Int8Tiles? Tiles { get; private set; }

    /// <summary>Forgets everything.</summary>
    public static void Reset(int steps)
    {
        fastest = new long[steps];
        Array.Fill(fastest, long.MaxValue);
    }

    /// <summary>Begins a run.</summary>
    public static void Begin(ModelContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        Tiles = context.Tiles;
        last = Stopwatch.GetTimestamp();
    }

    /// <summary>Ends a step.</summary>
    public static void Lap(int step)
    {
        long elapsed = Stopwatch.GetTimestamp() - last;
        fastest[step] = Math.Min(fastest[step], elapsed);
        last = Stopwatch.GetTimestamp();
    }

    /// <summary>The fastest time of a step, in microseconds.</summary>
    public static double Microseconds(int step) => Math.Max(0, fastest[step] - Overhead) * 1e6 / Stopwatch.Frequency;

    private static long MeasureOverhead()
    {
        long least = long.MaxValue;
        for (int i = 0; i < 10_000; i++)
        {
            long start = Stopwatch.GetTimestamp();
            least = Math.Min(least, Stopwatch.GetTimestamp() - start);
        }

        return least;
    }
}
