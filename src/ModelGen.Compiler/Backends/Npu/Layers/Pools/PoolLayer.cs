using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Backends.Npu.Emission;
using ModelGen.Compiler.Backends.Npu.Memory;
using ModelGen.IR;
using ModelGen.Npu;

namespace ModelGen.Compiler.Backends.Npu.Layers;

/// <summary>Maxima or averages of windows.</summary>
internal sealed class PoolLayer(Node node, ImageView result) : ProgramLayer(node, result)
{
    /// <summary>The input.</summary>
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
    public override bool TakesSteps => IsWhole;

    /// <inheritdoc/>
    public override ProgramLayer? Split(int cores)
    {
        if (Result.Channels % cores != 0)
        {
            return null;
        }

        var part = new PoolLayer(Node, Result.Part(cores))
        {
            Input = Input.Part(cores),
            Kernel = Kernel,
            Stride = Stride,
            Top = Top,
            Left = Left,
            IsAverage = IsAverage,
            Settings = Settings,
            IsWhole = IsWhole,
        };
        part.FollowInParts(this, cores);
        return part;
    }

    /// <inheritdoc/>
    public override LayerSchedule Schedule(LayerSite site) => new PlaneTiler(
        this, site, Input,
        rows => ProductGeometry.Covered(rows, Stride.Height, Kernel.Height, 1, Input.Height),
        columns => ProductGeometry.Covered(columns, Stride.Width, Kernel.Width, 1, Input.Width),
        (positions, channels) => NpuTiming.Pool(site.Machine, positions, (long)Kernel.Height * Kernel.Width, channels)).Search();

    /// <inheritdoc/>
    public override void Emit(LayerContext context, LayerSchedule schedule)
    {
        var tiling = (PlaneTiling)schedule.Tiling!;
        var inputs = new Ring(context.FreeBegin, tiling.InputBytes);
        var others = new Ring(context.FreeBegin + tiling.InputBytes, tiling.OtherBytes);
        var results = new Ring(context.FreeBegin + tiling.InputBytes + tiling.OtherBytes, tiling.ResultBytes);
        foreach (Region region in Regions.Of(Result, tiling))
        {
            Span rows = Span.Of(Top + ((long)region.Row * Stride.Height), region.Rows, Stride.Height, Kernel.Height, 1, 0, Input.Height);
            Span columns = Span.Of(Left + ((long)region.Column * Stride.Width), region.Columns, Stride.Width, Kernel.Width, 1, 0, Input.Width);
            var needed = new Region(region.Image, rows.First, rows.Count, columns.First, columns.Count, region.Channel, region.Channels);
            Tile input = context.Read(Input, needed, inputs);
            Tile result = context.Target(Result, region, results);
            var window = new Window(
                input.Address, rows.Count, input.RowStride, columns.Count, input.ColumnStride, rows.Pad, columns.Pad, Kernel, Stride, 1);
            Vectors.Pool(context.Stream, IsAverage, Settings, window, result.Address, result.Box(region));
            context.Apply(this, 0, region, result, others);
            context.Write(Result, region, result);
        }
    }
}
