using System;
using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Backends.Npu.Emission;
using ModelGen.Compiler.Backends.Npu.Memory;
using ModelGen.Compiler.Backends.Npu.Tiling;
using ModelGen.IR;
using ModelGen.Npu;

namespace ModelGen.Compiler.Backends.Npu.Layers;

/// <summary>Copies bytes, and fills between them.</summary>
internal sealed class CopyLayer(Node node, ImageView result) : ProgramLayer(node, result)
{
    private const int FillBytes = 256;

    /// <summary>The parts, of which no two write the same byte.</summary>
    public required IReadOnlyList<CopyPart> Parts { get; init; }

    /// <summary>The byte of parts without a source.</summary>
    public byte Fill { get; init; }

    /// <inheritdoc/>
    public override IEnumerable<int> Reads => Parts.Select(p => p.Source).Where(s => s >= 0).Distinct();

    /// <inheritdoc/>
    public override bool TakesSteps => false;

    /// <inheritdoc/>
    public override ProgramLayer? Move(Embedding embedding)
    {
        CopyPart[] parts = [.. Parts.Select(p => p.Move(embedding, Result)).OfType<CopyPart>()];
        bool isResult = Result.Value == embedding.Value;
        return parts.Length < Parts.Count ? null : new CopyLayer(Node, isResult ? Result with { Value = embedding.Into, Offset = 0 } : Result) { Parts = parts, Fill = Fill };
    }

    /// <inheritdoc/>
    public override LayerSchedule Schedule(LayerSite site)
    {
        long room = Math.Min(site.Scratchpad, int.MaxValue);
        bool stages = Parts.Any(p => p.Source >= 0 && !site.IsOnChip(p.Source) && !site.IsOnChip(Result.Value));
        int least = (stages ? 1 : 0) + (Parts.Any(p => p.Source < 0) ? 1 : 0);
        if (room < least)
        {
            return LayerSchedule.None(new Shortage(NpuSpace.Scratchpad, least, room));
        }

        var time = new EngineTime(site.Machine);
        foreach (CopyPart part in Parts)
        {
            IReadOnlyList<CopyAxis> axes = part.Merged();
            CopyAxis run = axes[axes.Count - 1];
            long rows = axes.Take(axes.Count - 1).Aggregate(1L, (product, axis) => product * axis.Extent), bytes = rows * run.Extent;
            double pieces = Math.Max(1, stages ? 2.0 * bytes / room : axes.Take(Math.Max(0, axes.Count - 3)).Aggregate(1.0, (product, axis) => product * axis.Extent));
            long rowsOfPiece = Math.Max(1, (long)(rows / pieces)), length = Math.Min(run.Extent, Math.Max(1, (long)(bytes / pieces)));
            if (part.Source >= 0 && !site.IsOnChip(part.Source))
            {
                time.Load(pieces, site.MemoryOf(part.Source), rowsOfPiece, length);
            }
            else if (site.IsOnChip(Result.Value))
            {
                time.Combine(pieces, NpuTiming.Move(site.Machine, rowsOfPiece, length, toWeights: false), rowsOfPiece * length, rowsOfPiece * length);
            }

            if (site.IsExternal(Result.Value))
            {
                time.Write(pieces, site.MemoryOf(Result.Value), rowsOfPiece, length);
            }
        }

        return new LayerSchedule(room, time.Overlapped(2, true, true, true, true), null) { Time = time };
    }

    /// <inheritdoc/>
    public override void Emit(LayerContext context, LayerSchedule schedule)
    {
        long room = Math.Min((long)schedule.Tiling!, context.FreeBytes);
        ValuePlace result = context.Place(Result.Value).Plus(Result.Offset);
        long fill = -1, fillBytes = 0;
        if (Parts.Any(p => p.Source < 0))
        {
            fillBytes = Math.Min(FillBytes, Math.Max(1, room / 2));
            fill = context.FreeBegin;
            byte[] bytes = new byte[fillBytes];
            for (int i = 0; i < bytes.Length; i++)
            {
                bytes[i] = Fill;
            }

            context.LoadConstant(context.Constants.Bytes(bytes), 0, fillBytes, NpuSpace.Scratchpad, fill);
            room -= fillBytes;
        }

        var ring = new Ring(context.FreeBegin + fillBytes, room);
        ring.Divide(Math.Max(1, room / 2));
        foreach (CopyPart part in Parts)
        {
            ValuePlace source = part.Source < 0 ? new ValuePlace(-1, 0, fill) : context.Place(part.Source).Plus(part.From);
            IReadOnlyList<CopyAxis> axes = part.Source < 0 ? Repeated(part.Merged(), fillBytes) : part.Merged();
            foreach ((long from, long to, Box read, Box written) in Boxes(axes))
            {
                Copy(context, source.Plus(from), read, result.Plus(part.To + to), written, ring, room);
            }
        }
    }

    /// <summary>The axes of a fill: its bytes again and again.</summary>
    private static IReadOnlyList<CopyAxis> Repeated(IReadOnlyList<CopyAxis> axes, long bytes)
    {
        List<CopyAxis> repeated = [.. axes.Take(axes.Count - 1).Select(a => a with { From = 0 })];
        CopyAxis run = axes[axes.Count - 1];
        if (run.Extent > bytes)
        {
            // A divisor, so that no rest remains.
            long part = bytes;
            while (run.Extent % part != 0)
            {
                part--;
            }

            repeated.Add(new CopyAxis(run.Extent / part, 0, part));
            run = run with { Extent = part };
        }

        repeated.Add(run);
        return repeated;
    }

    /// <summary>The innermost three axes as boxes, for each index of those around them.</summary>
    private static IEnumerable<(long From, long To, Box Read, Box Written)> Boxes(IReadOnlyList<CopyAxis> axes)
    {
        CopyAxis run = axes[axes.Count - 1], columns = axes.Count > 1 ? axes[axes.Count - 2] : new CopyAxis(1, 0, 0), rows = axes.Count > 2 ? axes[axes.Count - 3] : new CopyAxis(1, 0, 0);
        var read = new Box(rows.Extent, rows.From, columns.Extent, columns.From, run.Extent);
        var written = new Box(rows.Extent, rows.To, columns.Extent, columns.To, run.Extent);
        CopyAxis[] outer = [.. axes.Take(Math.Max(0, axes.Count - 3))];
        long[] index = new long[outer.Length];
        while (true)
        {
            long from = 0, to = 0;
            for (int i = 0; i < outer.Length; i++)
            {
                from += index[i] * outer[i].From;
                to += index[i] * outer[i].To;
            }

            yield return (from, to, read, written);
            int axis = outer.Length - 1;
            while (axis >= 0 && ++index[axis] == outer[axis].Extent)
            {
                index[axis--] = 0;
            }

            if (axis < 0)
            {
                yield break;
            }
        }
    }

    private static void Copy(LayerContext context, ValuePlace source, Box read, ValuePlace result, Box written, Ring ring, long room)
    {
        if (source.IsOnChip)
        {
            if (result.IsOnChip)
            {
                Transfers.Move(context.Stream, source.Scratchpad, read, NpuSpace.Scratchpad, result.Scratchpad, written);
            }

            if (result.IsExternal)
            {
                Transfers.Store(context.Stream, source.Scratchpad, read, result.Memory, result.External, written, result.Core);
            }
        }
        else if (result.IsOnChip)
        {
            Transfers.Load(context.Stream, source.Memory, source.External, read, source.Core, NpuSpace.Scratchpad, result.Scratchpad, written);
            if (result.IsExternal)
            {
                Transfers.Store(context.Stream, result.Scratchpad, written, result.Memory, result.External, written, result.Core);
            }
        }
        else
        {
            foreach ((long from, long to, Box read1, Box written1) in Pieces(read, written, Math.Max(1, room / 2)))
            {
                long address = ring.Take(read1.Rows * read1.Columns * read1.Bytes);
                Box staged = read1 with { RowStride = read1.Columns * read1.Bytes, ColumnStride = read1.Bytes };
                Transfers.Load(context.Stream, source.Memory, source.External + from, read1, source.Core, NpuSpace.Scratchpad, address, staged);
                Transfers.Store(context.Stream, address, staged, result.Memory, result.External + to, written1, result.Core);
            }
        }
    }

    /// <summary>Cuts a box into such of at most some bytes: by rows, then by columns, then by bytes.</summary>
    private static IEnumerable<(long From, long To, Box Read, Box Written)> Pieces(Box read, Box written, long most)
    {
        long bytes = Math.Min(read.Bytes, most), columns = Math.Min(read.Columns, Math.Max(1, most / bytes)), rows = Math.Min(read.Rows, Math.Max(1, most / (bytes * columns)));
        for (long row = 0; row < read.Rows; row += rows)
        {
            for (long column = 0; column < read.Columns; column += columns)
            {
                for (long first = 0; first < read.Bytes; first += bytes)
                {
                    long countRows = Math.Min(rows, read.Rows - row), countColumns = Math.Min(columns, read.Columns - column), count = Math.Min(bytes, read.Bytes - first);
                    yield return (
                        (row * read.RowStride) + (column * read.ColumnStride) + first, (row * written.RowStride) + (column * written.ColumnStride) + first,
                        read with { Rows = countRows, Columns = countColumns, Bytes = count }, written with { Rows = countRows, Columns = countColumns, Bytes = count });
                }
            }
        }
    }
}
