using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Backends.Npu.Emission;
using ModelGen.Compiler.Backends.Npu.Memory;
using ModelGen.IR;
using ModelGen.Npu;

namespace ModelGen.Compiler.Backends.Npu.Layers;

/// <summary>Maxima or averages of windows.</summary>
internal sealed class PoolLayer(Node node, ImageView result) : ProgramLayer(node, result), IStripedLayer
{
    /// <inheritdoc/>
    public required ImageView Input { get; init; }

    /// <summary>The rows and columns of a window.</summary>
    public required Size2D Kernel { get; init; }

    /// <summary>The distance of windows.</summary>
    public required Size2D Stride { get; init; }

    /// <summary>The first row of the first windows; negative above the input.</summary>
    public required int Top { get; init; }

    /// <summary>The first column of the first windows.</summary>
    public required int Left { get; init; }

    /// <summary>Whether it takes averages.</summary>
    public required bool IsAverage { get; init; }

    /// <summary>Types, zero points and scales.</summary>
    public required VectorSettings Settings { get; init; }

    /// <summary>Whether the layer computes all of its result, so that others can follow.</summary>
    public bool IsWhole { get; init; } = true;

    /// <inheritdoc/>
    public override IEnumerable<int> Reads => new[] { Input.Value }.Concat(Steps.OfType<BinaryStep>().Select(s => s.Other.Value));

    /// <inheritdoc/>
    protected override IEnumerable<ImageView> Images => [Input];

    /// <inheritdoc/>
    public override bool TakesSteps => IsWhole;

    /// <inheritdoc/>
    public override ProgramLayer? Split(int cores)
    {
        if (Result.Channels % cores != 0)
        {
            return null;
        }

        PoolLayer part = Of(Input.Part(cores), Result.Part(cores));
        part.FollowInParts(this, cores);
        return part;
    }

    /// <inheritdoc/>
    public override ProgramLayer? Move(Embedding embedding) =>
        embedding.Map(Input) is { } input && embedding.Map(Result) is { } result && Of(input, result) is var moved && moved.FollowMoved(this, embedding) ? moved : null;

    /// <inheritdoc/>
    public WindowShape Windows => new(Kernel, Stride, 1, Top, Left);

    /// <inheritdoc/>
    public bool CanBeStriped => IsWhole && !IsSplit;

    /// <inheritdoc/>
    public long WeightBytes => 0;

    /// <inheritdoc/>
    public long ParameterBytes => 0;

    /// <inheritdoc/>
    public ProgramLayer OfExtents(ImageView input, ImageView result)
    {
        PoolLayer stripe = Of(input, result);
        stripe.Steps.AddRange(Steps);
        return stripe;
    }

    /// <inheritdoc/>
    public override LayerSchedule Schedule(LayerSite site) => new PlaneTiler(
        this, site, Input,
        rows => Windows.MostRows(rows, Input.Height),
        columns => Windows.MostColumns(columns, Input.Width),
        (positions, channels) => NpuTiming.Pool(site.Machine, positions, (long)Kernel.Height * Kernel.Width, channels)).Search();

    /// <inheritdoc/>
    public override void Emit(LayerContext context, LayerSchedule schedule)
    {
        System.Action<Region> emitter = Emitter(context, schedule);
        for (int image = 0; image < Result.Images; image++)
        {
            emitter(Result.Image(image));
        }
    }

    /// <inheritdoc/>
    public System.Action<Region> Emitter(LayerContext context, LayerSchedule schedule)
    {
        var tiling = (PlaneTiling)schedule.Tiling!;
        (Ring inputs, Ring others, Ring results) = context.Rings(tiling.InputBytes, tiling.OtherBytes, tiling.ResultBytes, tiling.Copies, this);
        return part =>
        {
            foreach (Region region in Regions.Of(part, tiling))
            {
                Span rows = Windows.Rows(region.Row, region.Rows, Input.Height), columns = Windows.Columns(region.Column, region.Columns, Input.Width);
                var needed = new Region(region.Image, rows.First, rows.Count, columns.First, columns.Count, region.Channel, region.Channels);
                Tile input = context.Read(Input, needed, inputs);
                Tile result = context.Target(Result, region, results);
                var window = new Window(
                    input.Address, rows.Count, input.RowStride, columns.Count, input.ColumnStride, rows.Pad, columns.Pad, Kernel, Stride, 1);
                Vectors.Pool(context.Stream, IsAverage, Settings, window, result.Address, result.Box(region));
                context.Apply(this, 0, region, result, others);
                context.Write(Result, region, result);
            }
        };
    }

    private PoolLayer Of(ImageView input, ImageView result) => new(Node, result)
    {
        Input = input,
        Kernel = Kernel,
        Stride = Stride,
        Top = Top,
        Left = Left,
        IsAverage = IsAverage,
        Settings = Settings,
        IsWhole = IsWhole,
    };
}
