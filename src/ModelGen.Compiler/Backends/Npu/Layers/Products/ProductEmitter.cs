using System;
using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Backends.Npu.Emission;
using ModelGen.Compiler.Backends.Npu.Memory;
using ModelGen.Linking;
using ModelGen.Npu;

namespace ModelGen.Compiler.Backends.Npu.Layers;

/// <summary>Emits a product tile by tile.</summary>
internal sealed class ProductEmitter
{
    private readonly ProductLayer layer;
    private readonly LayerContext context;
    private readonly ProductTiling tiling;
    private readonly ProductGeometry geometry;
    private readonly OutputChunk[] outputs;
    private readonly SumChunk[] sums;
    private readonly Ring inputs, others, results;
    private readonly Dictionary<(int Output, int Sum), (long Offset, long Bytes)> blocks = [];
    private readonly Dictionary<(int Output, int Sum), long> heldWeights = [];
    private readonly Dictionary<int, long> heldParameters = [];
    private readonly int constant = -1;
    private long weightsOfCore;
    private Region heldRegion;
    private Tile heldInput;

    public ProductEmitter(ProductLayer layer, LayerContext context, ProductTiling tiling)
    {
        this.layer = layer;
        this.context = context;
        this.tiling = tiling;
        geometry = layer.Geometry;
        outputs = [.. tiling.OutputChunks(geometry)];
        sums = [.. tiling.SumChunks(geometry)];
        (inputs, others, results) = context.Rings(tiling.InputBytes, tiling.OtherBytes, tiling.ResultBytes, tiling.Copies, layer);
        constant = layer.Weights switch
        {
            ConstantWeights weights => Pack(weights),
            UnitWeights => context.Constants.Bytes(new byte[] { 1 }),
            _ => -1,
        };
    }

    /// <summary>Emits a part of an image with all channels.</summary>
    public void Emit(Region part)
    {
        DivideRings();
        if (tiling.ChannelsOutside)
        {
            for (int output = 0; output < outputs.Length; output++)
            {
                Forget();
                foreach (Region tile in Tiles(part))
                {
                    heldRegion = default;
                    EmitTile(output, tile with { Channel = FirstChannel(outputs[output]), Channels = outputs[output].Channels });
                }
            }
        }
        else
        {
            foreach (Region tile in Tiles(part))
            {
                heldRegion = default;
                for (int output = 0; output < outputs.Length; output++)
                {
                    Forget();
                    EmitTile(output, tile with { Channel = FirstChannel(outputs[output]), Channels = outputs[output].Channels });
                }
            }
        }
    }

    private void DivideRings()
    {
        int channels = outputs.Max(o => o.Channels);
        context.Accumulators.Divide((long)tiling.Rows * tiling.Columns * channels * sizeof(int));
        context.Parameters.Divide((long)(tiling.HoldsParameters ? geometry.Groups * geometry.OutChannels : channels) * NpuIsa.ParameterBytes);
        IEnumerable<IEnumerable<long>> blocks = Enumerable.Range(0, outputs.Length).Select(o => Enumerable.Range(0, sums.Length).Select(s => BlockBytes(o, s)));
        context.Weights.Divide(tiling.Weights switch
        {
            WeightHold.Layer => blocks.Sum(b => b.Sum()),
            WeightHold.Chunk => blocks.Max(b => b.Sum()),
            _ => blocks.Max(b => b.Max()),
        });
    }

    private long ParametersOfCore => layer.Cores > 1 ? (long)geometry.Groups * geometry.OutChannels * NpuIsa.ParameterBytes : 0;

    private IEnumerable<Region> Tiles(Region part)
    {
        for (int row = 0; row < part.Rows; row += tiling.Rows)
        {
            for (int column = 0; column < part.Columns; column += tiling.Columns)
            {
                yield return part with
                {
                    Row = part.Row + row,
                    Rows = Math.Min(tiling.Rows, part.Rows - row),
                    Column = part.Column + column,
                    Columns = Math.Min(tiling.Columns, part.Columns - column),
                };
            }
        }
    }

    private int FirstChannel(OutputChunk chunk) => (chunk.Group * geometry.OutChannels) + chunk.Output;

    /// <summary>Before other output channels, weights and parameters that are held for the layer alone are still there.</summary>
    private void Forget()
    {
        if (tiling.Weights != WeightHold.Layer)
        {
            heldWeights.Clear();
        }

        if (!tiling.HoldsParameters)
        {
            heldParameters.Clear();
        }
    }

    private void EmitTile(int output, Region region)
    {
        OutputChunk chunk = outputs[output];
        long parameters = Parameters(output);
        int table = layer.Lookup is { } lookup ? context.Table(lookup.Table) : 0;
        long accumulator = context.Accumulators.Take(region.Bytes * sizeof(int));
        var box = new Box(region.Rows, (long)region.Columns * region.Channels * sizeof(int), region.Columns, (long)region.Channels * sizeof(int), region.Channels * sizeof(int));
        for (int sum = 0; sum < sums.Length; sum++)
        {
            SumChunk part = sums[sum];
            (Tile input, Region from) = Input(chunk, part, region);
            EmitSum(chunk, part, region, input, from, Weights(output, sum), accumulator, box, sum > 0);
        }

        Tile result = context.Target(layer.Result, region, results);
        Vectors.Requantize(context.Stream, layer.Requantization, accumulator, box, parameters, result.Address, result.Box(region), table);
        context.Apply(layer, table > 0 ? 1 : 0, region, result, others);
        context.Write(layer.Result, region, result);
    }

    private void EmitSum(OutputChunk chunk, SumChunk part, Region region, Tile input, Region from, long weights, long accumulator, Box box, bool accumulate)
    {
        Window window = WindowOf(part, region, input, from);
        if (geometry.IsDepthwise)
        {
            WeightTile tile = layer.Weights is UnitWeights ? new(weights, 0, 0) : new(weights, chunk.Channels, 1);
            Products.Add(context.Stream, layer.Types, window, tile, accumulator, box, chunk.Groups, chunk.Outputs, isDepthwise: true, accumulate);
            return;
        }

        if (tiling.FoldsColumns)
        {
            Products.Add(
                context.Stream, layer.Types, window, new WeightTile(weights, chunk.Outputs, 1), accumulator, box, part.Inputs * part.Columns, chunk.Outputs, isDepthwise: false, accumulate);
            return;
        }

        Box one = box with { Bytes = (long)chunk.Outputs * sizeof(int) };
        for (int group = 0; group < chunk.Groups; group++)
        {
            Products.Add(
                context.Stream, layer.Types, window with { Address = window.Address + (group * geometry.InChannels) },
                new WeightTile(weights + ((long)group * part.Terms * chunk.Outputs), chunk.Outputs, 1),
                accumulator + ((long)group * chunk.Outputs * sizeof(int)), one, part.Inputs, chunk.Outputs, isDepthwise: false, accumulate);
        }
    }

    /// <summary>The windows of a tile over what was loaded of the input.</summary>
    private Window WindowOf(SumChunk part, Region region, Tile input, Region from)
    {
        if (tiling.FoldsColumns)
        {
            Span covered = RowsOf(part, region, from.Row, from.Row + from.Rows);
            return new Window(
                input.Address + ((covered.First - from.Row) * input.RowStride), covered.Count, input.RowStride, region.Columns, (long)geometry.Stride.Width * part.Inputs, covered.Pad, 0,
                new Size2D(part.Rows, 1), new Size2D(geometry.Stride.Height, 1), new Size2D(geometry.Dilation.Height, 1));
        }

        Span rows = RowsOf(part, region, from.Row, from.Row + from.Rows), columns = ColumnsOf(part, region, from.Column, from.Column + from.Columns);
        long address = input.Address + ((rows.First - from.Row) * input.RowStride) + ((columns.First - from.Column) * input.ColumnStride) + (tiling.HoldsInput ? part.Input : 0);
        return new Window(
            address, rows.Count, input.RowStride, columns.Count, input.ColumnStride, rows.Pad, columns.Pad,
            new Size2D(part.Rows, part.Columns), geometry.Stride, geometry.Dilation);
    }

    private Span RowsOf(SumChunk part, Region region, int from, int to) => Span.Of(
        geometry.Top + ((long)region.Row * geometry.Stride.Height) + ((long)part.Row * geometry.Dilation.Height),
        region.Rows, geometry.Stride.Height, part.Rows, geometry.Dilation.Height, from, to);

    private Span ColumnsOf(SumChunk part, Region region, int from, int to) => Span.Of(
        geometry.Left + ((long)region.Column * geometry.Stride.Width) + ((long)part.Column * geometry.Dilation.Width),
        region.Columns, geometry.Stride.Width, part.Columns, geometry.Dilation.Width, from, to);

    private (Tile Tile, Region Region) Input(OutputChunk chunk, SumChunk part, Region region)
    {
        SumChunk covered = tiling.HoldsInput ? new SumChunk(0, geometry.InChannels, 0, geometry.Kernel.Height, 0, geometry.Kernel.Width) : part;
        Span rows = RowsOf(covered, region, 0, layer.Input.Height), columns = ColumnsOf(covered, region, 0, layer.Input.Width);
        if (tiling.FoldsColumns)
        {
            return FoldedInput(region, rows);
        }

        int groups = chunk.Groups;
        var needed = new Region(
            region.Image, rows.First, rows.Count, columns.First, columns.Count, (chunk.Group * geometry.InChannels) + covered.Input, groups > 1 ? groups * geometry.InChannels : covered.Inputs);
        if (!tiling.HoldsInput || needed != heldRegion)
        {
            heldInput = context.Read(layer.Input, needed, inputs);
            heldRegion = needed;
        }

        return (heldInput, needed);
    }

    /// <summary>The input of a tile with its padding at the sides.</summary>
    private (Tile Tile, Region Region) FoldedInput(Region region, Span rows)
    {
        ImageView view = layer.Input;
        int first = geometry.Left + (region.Column * geometry.Stride.Width), width = ((region.Columns - 1) * geometry.Stride.Width) + geometry.Kernel.Width;
        var needed = new Region(region.Image, rows.First, rows.Count, first, width, 0, geometry.InChannels);
        if (needed != heldRegion)
        {
            int before = Math.Max(0, -first), behind = Math.Max(0, first + width - view.Width);
            Region there = needed with { Column = first + before, Columns = width - before - behind };
            heldInput = Tile.Dense(inputs.Take(needed.Bytes), needed);
            ValuePlace place = context.Place(view.Value).Plus(view.At(there.Image, there.Row, there.Column, 0));
            Transfers.LoadFilled(
                context.Stream, place.Memory, place.External, view.Box(there), place.Core + view.Core, heldInput.Address, heldInput.Box(there), new Pads(0, before, 0, behind), unchecked((byte)layer.Types.InputZero));
            heldRegion = needed;
        }

        return (heldInput, needed);
    }

    private long Parameters(int output)
    {
        if (!heldParameters.TryGetValue(output, out long address))
        {
            if (tiling.HoldsParameters)
            {
                // All at once: later chunks find theirs behind.
                long all = context.Parameters.Take((long)geometry.Groups * geometry.OutChannels * NpuIsa.ParameterBytes);
                context.LoadConstant(layer.Parameters, 0, (long)geometry.Groups * geometry.OutChannels * NpuIsa.ParameterBytes, NpuSpace.Parameters, all, ParametersOfCore);
                for (int i = 0; i < outputs.Length; i++)
                {
                    heldParameters.Add(i, all + ((long)FirstChannel(outputs[i]) * NpuIsa.ParameterBytes));
                }

                return heldParameters[output];
            }

            long bytes = (long)outputs[output].Channels * NpuIsa.ParameterBytes;
            address = context.Parameters.Take(bytes);
            context.LoadConstant(layer.Parameters, (long)FirstChannel(outputs[output]) * NpuIsa.ParameterBytes, bytes, NpuSpace.Parameters, address, ParametersOfCore);
            heldParameters.Add(output, address);
        }

        return address;
    }

    private long Weights(int output, int sum)
    {
        if (heldWeights.TryGetValue((output, sum), out long address))
        {
            return address;
        }

        switch (tiling.Weights)
        {
            case WeightHold.Layer when heldWeights.Count == 0:
                Hold([.. from o in Enumerable.Range(0, outputs.Length) from s in Enumerable.Range(0, sums.Length) select (o, s)]);
                break;
            case WeightHold.Chunk:
                Hold([.. Enumerable.Range(0, sums.Length).Select(s => (output, s))]);
                break;
            default:
                Hold([(output, sum)]);
                address = heldWeights[(output, sum)];
                heldWeights.Clear();
                return address;
        }

        return heldWeights[(output, sum)];
    }

    /// <summary>Loads parts of the weights, one behind the other.</summary>
    private void Hold((int Output, int Sum)[] parts)
    {
        long address = context.Weights.Take(parts.Sum(p => BlockBytes(p.Output, p.Sum)));
        foreach ((int output, int sum) in parts)
        {
            heldWeights.Add((output, sum), address);
            Load(output, sum, address);
            address += BlockBytes(output, sum);
        }
    }

    private long BlockBytes(int output, int sum) =>
        layer.Weights is UnitWeights ? 1 : (long)sums[sum].Terms * outputs[output].Channels;

    private void Load(int output, int sum, long address)
    {
        if (layer.Weights is not ActivationWeights matrix)
        {
            (long offset, long bytes) = layer.Weights is UnitWeights ? (0, 1) : blocks[(output, sum)];
            context.LoadConstant(constant, offset, bytes, NpuSpace.Weights, address, weightsOfCore);
            return;
        }

        OutputChunk chunk = outputs[output];
        SumChunk part = sums[sum];
        ValuePlace place = context.Place(matrix.Value).Plus(matrix.Offset + ((long)part.Input * geometry.OutChannels) + chunk.Output);
        var from = new Box(part.Inputs, geometry.OutChannels, 1, 0, chunk.Outputs);
        var to = new Box(part.Inputs, chunk.Outputs, 1, 0, chunk.Outputs);
        if (place.IsOnChip)
        {
            Transfers.Move(context.Stream, place.Scratchpad, from, NpuSpace.Weights, address, to);
        }
        else
        {
            Transfers.Load(context.Stream, place.Memory, place.External, from, place.Core, NpuSpace.Weights, address, to);
        }
    }

    /// <summary>Lays the weights out in the order of their loads, those of a core behind those of the one before.</summary>
    private int Pack(ConstantWeights weights)
    {
        var segments = new List<PackSegment>();
        int part = layer.IsByGroups ? geometry.Groups * weights.Group : geometry.OutChannels * weights.Output;
        long length = 0;
        for (int core = 0; core < layer.Cores; core++)
        {
            for (int output = 0; output < outputs.Length; output++)
            {
                for (int sum = 0; sum < sums.Length; sum++)
                {
                    long begin = length;
                    foreach (PackSegment segment in Segments(weights, weights.Offset + (core * part), outputs[output], sums[sum]))
                    {
                        segments.Add(segment);
                        length += segment.Length;
                    }

                    if (core == 0)
                    {
                        blocks.Add((output, sum), (begin, length - begin));
                    }
                }
            }
        }

        weightsOfCore = layer.Cores > 1 ? length / layer.Cores : 0;
        return context.Constants.Linked(length, new NpuConstantPart(weights.Node, new Packing(0, segments.ToArray()), 0, 1));
    }

    /// <summary>A part of the weights: kernel row, kernel column, input channel, output channel.</summary>
    private IEnumerable<PackSegment> Segments(ConstantWeights weights, int first, OutputChunk chunk, SumChunk part)
    {
        int offset = first + (chunk.Group * weights.Group) + (chunk.Output * weights.Output) + (part.Input * weights.Input)
            + (part.Row * weights.KernelRow) + (part.Column * weights.KernelColumn);
        PackAxis[] kernel = [new(part.Rows, weights.KernelRow, 0), new(part.Columns, weights.KernelColumn, 0)];
        if (geometry.IsDepthwise)
        {
            yield return new PackSegment(offset, 1, (PackAxis[])[.. kernel, new(chunk.Groups, weights.Group, 0), new(chunk.Outputs, weights.Output, 0)]);
            yield break;
        }

        for (int group = 0; group < chunk.Groups; group++)
        {
            yield return new PackSegment(offset + (group * weights.Group), 1, (PackAxis[])[.. kernel, new(part.Inputs, weights.Input, 0), new(chunk.Outputs, weights.Output, 0)]);
        }
    }
}
