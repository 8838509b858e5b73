using System;
using System.Linq;
using ModelGen.Compiler.Backends.Npu.Tiling;
using ModelGen.Npu;

namespace ModelGen.Compiler.Backends.Npu.Layers;

/// <summary>
/// Searches the stripes of a cascade with which it takes the fewest cycles, and the tiles of each stage within them. All weights and parameters are on chip, for each stripe needs all of them.
/// Rows that stripes share are kept: moving them costs less than making them again. Columns that stripes share are made again.
/// </summary>
internal sealed class CascadeTiler
{
    private const int MostOfField = 65535;
    private const int WidthsTried = 2;
    private const double BuffersOfOperands = 2;

    private readonly CascadeLayer cascade;
    private readonly LayerSite site;
    private readonly int last;
    private readonly long[] weights, parameters;
    private LayerSchedule best;

    public CascadeTiler(CascadeLayer cascade, LayerSite site)
    {
        this.cascade = cascade;
        this.site = site;
        last = cascade.Stages.Count - 1;
        weights = [.. cascade.Striped.Select(s => s.WeightBytes)];
        parameters = [.. cascade.Striped.Select(s => s.ParameterBytes)];
        best = LayerSchedule.None(new Shortage(NpuSpace.Scratchpad, site.Scratchpad + 1, site.Scratchpad));
    }

    public LayerSchedule Search()
    {
        if (weights.Sum() > site.Machine.WeightBytes)
        {
            return LayerSchedule.None(new Shortage(NpuSpace.Weights, weights.Sum(), site.Machine.WeightBytes));
        }

        if (parameters.Sum() > site.Machine.ParameterBytes)
        {
            return LayerSchedule.None(new Shortage(NpuSpace.Parameters, parameters.Sum(), site.Machine.ParameterBytes));
        }

        int fitting = 0;
        foreach (int columns in Divisions.Of(cascade.Result.Width, 1, MostOfField))
        {
            int[] widths = Widths(columns);
            bool fits = false;
            int most = MostRows(widths);
            for (int rows = most; rows >= 1 && !(fits && 4 * rows < most); rows = rows > 1 ? Even((rows + 1) / 2) : 0)
            {
                StripeRows[][] stripes = [.. StripeRows.Of(cascade.Striped, cascade.Result.Height, rows)];
                int[] least = [.. Enumerable.Range(0, last).Select(i => LeastWindow(stripes, i))], ample = [.. least.Select((rows, i) => AmpleWindow(stripes, i, rows))];
                fits |= Try(rows, columns, widths, stripes, ample) || Try(rows, columns, widths, stripes, least);
            }

            if (fits && ++fitting == WidthsTried)
            {
                break;
            }
        }

        return best;
    }

    /// <summary>Columns of each stage for some of the last result.</summary>
    private int[] Widths(int columns)
    {
        int[] widths = new int[last + 1];
        widths[last] = columns;
        for (int i = last; i > 0; i--)
        {
            widths[i - 1] = cascade.Striped[i].Windows.MostColumns(widths[i], cascade.Stages[i - 1].Result.Width);
        }

        return widths;
    }

    /// <summary>About the most rows of the last result for which windows fit: at least 1.</summary>
    private int MostRows(int[] widths)
    {
        int rows = 1;
        while (rows < cascade.Result.Height && WindowBytes(WindowRows(2 * rows), widths) <= site.Scratchpad)
        {
            rows *= 2;
        }

        return Even(Math.Min(rows, cascade.Result.Height));
    }

    /// <summary>Rows of stripes of about equal heights, as many as there are of some rows.</summary>
    private int Even(int rows) => Divisions.Count(cascade.Result.Height, Divisions.Count(cascade.Result.Height, rows));

    /// <summary>The most rows of each stage that some rows of the last result need.</summary>
    private int[] WindowRows(int rows)
    {
        int[] all = new int[last];
        for (int i = last; i > 0; i--)
        {
            all[i - 1] = rows = cascade.Striped[i].Windows.MostRows(rows, cascade.Stages[i - 1].Result.Height);
        }

        return all;
    }

    private long WindowBytes(int[] rows, int[] widths) => rows.Select((r, i) => (long)r * widths[i] * cascade.Stages[i].Result.Channels).Sum();

    /// <summary>The rows that a stage keeps at least: all that a stripe needs, and as many that rows do not move over each other.</summary>
    private int LeastWindow(StripeRows[][] stripes, int stage)
    {
        int rows = stripes.Where(s => !s[stage].IsEmpty).Max(s => s[stage].End - s[stage].Needed);
        while (Moved(stripes, stage, rows) is null)
        {
            rows++;
        }

        return rows;
    }

    /// <summary>Room for the rows of one more stripe: they are made while the next stage reads those before, and move less often.</summary>
    private int AmpleWindow(StripeRows[][] stripes, int stage, int least)
    {
        int rows = least + stripes.Skip(1).Select(s => s[stage].End - s[stage].From).DefaultIfEmpty(0).Max();
        while (Moved(stripes, stage, rows) is null)
        {
            rows++;
        }

        return Math.Min(rows, Math.Max(least, cascade.Stages[stage].Result.Height));
    }

    /// <summary>Rows that move to the front of a window, and how often; null if some would move over themselves.</summary>
    private static (int Rows, int Times)? Moved(StripeRows[][] stripes, int stage, int capacity)
    {
        var window = new RowWindow(0, capacity, 1, 1);
        int rows = 0, times = 0;
        foreach (StripeRows[] stripe in stripes)
        {
            StripeRows made = stripe[stage];
            if (made.IsEmpty)
            {
                continue;
            }

            int moved = window.Advance(made.Needed, made.End, out int distance);
            if (moved > distance)
            {
                return null;
            }

            rows += moved;
            times += moved > 0 ? 1 : 0;
        }

        return (rows, times);
    }

    private bool Try(int rows, int columns, int[] widths, StripeRows[][] stripes, int[] windows)
    {
        NpuMachine machine = site.Machine;
        long left = site.Scratchpad - WindowBytes(windows, widths);
        if (left < 0)
        {
            return false;
        }

        var time = new EngineTime(machine);
        double places = (double)cascade.Result.Images * Divisions.Count(cascade.Result.Width, columns), waits = 0, separately = 0, tiles = 0;
        var stages = new CascadeStage[last + 1];
        for (int i = 0; i <= last; i++)
        {
            ProgramLayer stage = Stripe(i, widths, stripes, places, out int made, out double scale);
            long room = left / Enumerable.Range(i, last + 1 - i).Count(IsStaged);
            LayerSchedule schedule = stage.Schedule(Site(i, room));
            if (schedule.Tiling is not ITileSize tile)
            {
                return false;
            }

            left -= IsStaged(i) ? tile.Bytes : 0;
            double tilesOfStripe = (double)Divisions.Count(made, tile.Rows) * Divisions.Count(widths[i], tile.Columns) * Divisions.Count(stage.Result.Channels, tile.Channels);
            time.Add(schedule.Time!, scale);
            tiles += tilesOfStripe * stage.Result.Images;
            separately += scale * (schedule.Cycles - schedule.Time!.Overlapped(tilesOfStripe * stage.Result.Images, true, true, true, true));
            if (i < last)
            {
                // The next stage begins when the last tile has become bytes.
                waits += cascade.Stages[i + 1] is ProductLayer ? scale * schedule.Time.Vector / tilesOfStripe : 0;
                (int moved, int times) = Moved(stripes, i, windows[i])!.Value;
                long bytes = (long)Math.Ceiling(moved / Math.Max(1.0, times)) * widths[i] * stage.Result.Channels;
                time.Combine(places * times, NpuTiming.Move(machine, 1, bytes, toWeights: false), bytes, bytes);
            }

            if (i > 0 && schedule.Time.Input > 0)
            {
                // Loads are in order: those of the next stripe come behind the last operands of this one, and these wait for their places.
                waits += scale * (schedule.Time.Vector + schedule.Time.Input) * Math.Min(1, BuffersOfOperands / tilesOfStripe);
            }

            stages[i] = new CascadeStage(schedule, i < last ? windows[i] : 0, widths[i], weights[i], parameters[i], tile.Bytes, scale * schedule.Cycles);
        }

        double cycles = time.Overlapped(tiles, true, true, true, true, waits) + separately;
        if (cycles < best.Cycles)
        {
            double sum = stages.Sum(s => s.Cycles);
            best = new LayerSchedule(new CascadeTiling(rows, columns, [.. stages.Select(s => s with { Cycles = s.Cycles * cycles / sum })]), cycles, null) { Time = time };
        }

        return true;
    }

    /// <summary>A stage with the extents of a stripe, as many images as there are stripes, times a scale.</summary>
    private ProgramLayer Stripe(int index, int[] widths, StripeRows[][] stripes, double places, out int made, out double scale)
    {
        IStripedLayer stage = cascade.Striped[index];
        int[] rows = [.. stripes.Where(s => !s[index].IsEmpty).Select(s => s[index].End - s[index].From)];
        made = rows[rows.Length / 2];
        double exact = places * rows.Sum() / made;
        int images = (int)Math.Max(1, Math.Round(exact));
        scale = exact / images;
        ImageView input = stage.Input, result = cascade.Stages[index].Result;
        return stage.OfExtents(
            input with { Images = images, Height = stage.Windows.MostRows(made, input.Height), Width = stage.Windows.MostColumns(widths[index], input.Width) },
            result with { Images = images, Height = made, Width = widths[index] });
    }

    /// <summary>What a stage finds: the values inside of the cascade are in their windows.</summary>
    private LayerSite Site(int stage, long room) => site with
    {
        Machine = site.Machine with { WeightBytes = (int)weights[stage], ParameterBytes = (int)parameters[stage] },
        IsOnChip = v => cascade.Inner.Contains(v) || site.IsOnChip(v),
        IsExternal = v => !cascade.Inner.Contains(v) && site.IsExternal(v),
        Scratchpad = room,
    };

    /// <summary>Whether a stage has tiles of its own in the scratchpad.</summary>
    private bool IsStaged(int stage) => stage == last || cascade.Stages[stage].Reads.Any(v => !cascade.Inner.Contains(v) && !site.IsOnChip(v));
}
