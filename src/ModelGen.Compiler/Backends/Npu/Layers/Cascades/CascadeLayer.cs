using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Backends.Npu.Memory;

namespace ModelGen.Compiler.Backends.Npu.Layers;

/// <summary>Layers that follow each other stripe by stripe: of what is between them there are some rows in the scratchpad at a time.</summary>
internal sealed class CascadeLayer : ProgramLayer
{
    private readonly Dictionary<(string, long), LayerSchedule> schedules = [];

    /// <summary>A cascade.</summary>
    /// <param name="stages">Two layers at least; each reads the result of the one before, and nothing else does.</param>
    public CascadeLayer(IReadOnlyList<ProgramLayer> stages)
        : base(stages[stages.Count - 1].Node, stages[stages.Count - 1].Result)
    {
        Stages = stages;
        Striped = [.. stages.Cast<IStripedLayer>()];
        Inner = [.. stages.Take(stages.Count - 1).Select(s => s.Result.Value)];
    }

    /// <inheritdoc/>
    public override IReadOnlyList<ProgramLayer> Stages { get; }

    /// <summary>The stages by what they need of their inputs.</summary>
    public IReadOnlyList<IStripedLayer> Striped { get; }

    /// <summary>The values that never are in memory as a whole.</summary>
    public HashSet<int> Inner { get; }

    /// <inheritdoc/>
    public override IEnumerable<int> Reads => Stages.SelectMany(s => s.Reads).Where(v => !Inner.Contains(v));

    /// <inheritdoc/>
    public override string Operations => string.Join(", ", Stages.Select(s => s.Operations));

    /// <inheritdoc/>
    public override bool TakesSteps => false;

    /// <inheritdoc/>
    public override ProgramLayer? Move(Embedding embedding) => null;

    /// <inheritdoc/>
    public override LayerSchedule Schedule(LayerSite site)
    {
        (string, long) key = (string.Join(" ", Reads.Append(Result.Value).Select(v => $"{site.IsOnChip(v)} {site.IsExternal(v)} {site.MemoryOf(v)}")), site.Scratchpad);
        if (!schedules.TryGetValue(key, out LayerSchedule? schedule))
        {
            schedules.Add(key, schedule = new CascadeTiler(this, site).Search());
        }

        return schedule;
    }

    /// <inheritdoc/>
    public override IEnumerable<double> StageCycles(LayerSchedule schedule) => ((CascadeTiling)schedule.Tiling!).Stages.Select(s => s.Cycles);

    /// <inheritdoc/>
    public override void Emit(LayerContext context, LayerSchedule schedule)
    {
        var tiling = (CascadeTiling)schedule.Tiling!;
        int count = Stages.Count, layer = context.Stream.Layer;
        var windows = new RowWindow[count - 1];
        long address = context.FreeBegin;
        for (int i = 0; i < windows.Length; i++)
        {
            CascadeStage stage = tiling.Stages[i];
            windows[i] = new RowWindow(address, stage.WindowRows, stage.WindowColumns, Stages[i].Result.Channels);
            context.Keep(Stages[i].Result.Value, windows[i]);
            address += (long)stage.WindowRows * stage.WindowColumns * Stages[i].Result.Channels;
        }

        System.Action<Region>[] emitters = Emitters(context, tiling, address);
        foreach (Region last in Columns(tiling))
        {
            Region[] regions = Regions(last);
            for (int i = 0; i < windows.Length; i++)
            {
                windows[i].Begin(last.Image, regions[i].Column, regions[i].Columns);
            }

            foreach (StripeRows[] stripe in StripeRows.Of(Striped, Result.Height, tiling.Rows))
            {
                for (int i = 0; i < count; i++)
                {
                    if (stripe[i].IsEmpty)
                    {
                        continue;
                    }

                    context.Stream.Layer = layer + i;
                    if (i < windows.Length)
                    {
                        windows[i].Advance(context.Stream, stripe[i].Needed, stripe[i].End);
                    }

                    emitters[i](regions[i] with { Row = stripe[i].From, Rows = stripe[i].End - stripe[i].From });
                }
            }
        }
    }

    /// <summary>The stages, each with its part of the memories on chip.</summary>
    private System.Action<Region>[] Emitters(LayerContext context, CascadeTiling tiling, long address)
    {
        var emitters = new System.Action<Region>[Stages.Count];
        long weights = Take(context.Weights, tiling.Stages.Sum(s => s.Weights)), parameters = Take(context.Parameters, tiling.Stages.Sum(s => s.Parameters));
        for (int i = 0; i < emitters.Length; i++)
        {
            CascadeStage stage = tiling.Stages[i];
            LayerContext part = context.Part(new Ring(weights, stage.Weights), new Ring(parameters, stage.Parameters), address);
            emitters[i] = Striped[i].Emitter(part, stage.Schedule);
            weights += stage.Weights;
            parameters += stage.Parameters;
            address += stage.Tiles;
        }

        return emitters;
    }

    private static long Take(Ring ring, long bytes)
    {
        ring.Divide(bytes);
        return ring.Take(bytes);
    }

    /// <summary>The columns of the last result that are computed from above to below before others are, with all channels.</summary>
    private IEnumerable<Region> Columns(CascadeTiling tiling)
    {
        for (int image = 0; image < Result.Images; image++)
        {
            for (int column = 0; column < Result.Width; column += tiling.Columns)
            {
                yield return new Region(image, 0, Result.Height, column, System.Math.Min(tiling.Columns, Result.Width - column), 0, Result.Channels);
            }
        }
    }

    /// <summary>What of each stage some columns of the last result need.</summary>
    private Region[] Regions(Region last)
    {
        var regions = new Region[Stages.Count];
        regions[regions.Length - 1] = last;
        for (int i = regions.Length - 2; i >= 0; i--)
        {
            ImageView value = Stages[i].Result;
            Span columns = Striped[i + 1].Windows.Columns(regions[i + 1].Column, regions[i + 1].Columns, value.Width);
            regions[i] = new Region(last.Image, 0, value.Height, columns.First, columns.Count, 0, value.Channels);
        }

        return regions;
    }
}
