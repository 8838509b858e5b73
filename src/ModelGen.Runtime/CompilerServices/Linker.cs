using System;
using System.Collections.Generic;
using ModelGen.IR;
using ModelGen.Linking;

namespace ModelGen.CompilerServices;

/// <summary>Follows a link plan: evaluates the constants and packs them for one vector width.</summary>
internal static class Linker
{
    /// <summary>The packed constants.</summary>
    /// <param name="plan">What to compute and how to lay it out.</param>
    /// <param name="lanes">The single-precision lanes of a vector.</param>
    /// <param name="parameter">The trained tensor of a path.</param>
    /// <exception cref="FormatException">The plan has no layout for the width, or one that leaves its source.</exception>
    public static unsafe ModelConstants Link(LinkPlan plan, int lanes, Func<string, Tensor> parameter)
    {
        int count = plan.Constants.Count;
        var nodes = new List<int>(count);
        var packings = new Packing[count];
        var places = new ConstantPlace[count];
        Dictionary<int, Node> byId = plan.Graph.ById();
        long length = 0;
        for (int i = 0; i < count; i++)
        {
            PackedConstant constant = plan.Constants[i];
            nodes.Add(constant.Node);
            packings[i] = constant.For(lanes) ?? throw new FormatException($"The link plan has no layout of %{constant.Node} for {lanes} lanes.");
            long elements = 0;
            foreach (PackSegment segment in packings[i].Segments)
            {
                elements += segment.Length;
            }

            places[i] = new ConstantPlace(length, elements * ElementTypes.SizeInBytes(byId[constant.Node].Type.Element));
            length = AlignedBuffer.Align(length + places[i].Length);
        }

        IReadOnlyList<Tensor> values = GraphInterpreter.Evaluate(plan.Graph, nodes, _ => null, parameter);
        var buffer = new AlignedBuffer(length);
        for (int i = 0; i < packings.Length; i++)
        {
            byte* destination = buffer.Start + places[i].Offset;
            switch (values[i].Type.Element)
            {
                case ElementType.Float32:
                    Pack(packings[i], values[i].Floats, (float*)destination);
                    break;
                case ElementType.Int32:
                    Pack(packings[i], values[i].Ints, (int*)destination);
                    break;
                case ElementType.UInt8:
                    Pack(packings[i], values[i].Bytes, destination);
                    break;
                case ElementType.Int8:
                    Pack(packings[i], values[i].SignedBytes, (sbyte*)destination);
                    break;
            }
        }

        return new ModelConstants(buffer, buffer.Start, places);
    }

    private static unsafe void Pack<T>(Packing packing, ReadOnlySpan<T> source, T* destination)
        where T : unmanaged
    {
        foreach (PackSegment segment in packing.Segments)
        {
            Pack(segment, source, new Span<T>(destination, segment.Length));
            destination += segment.Length;
        }
    }

    /// <summary>Runs the loops of a segment.</summary>
    internal static void Pack<T>(PackSegment segment, ReadOnlySpan<T> source, Span<T> destination)
    {
        int axes = segment.Axes.Count;
        PackAxis inner = axes == 0 ? new PackAxis(1, 0, 0) : segment.Axes[axes - 1];
        Span<int> turns = stackalloc int[Math.Max(axes - 1, 1)];
        turns.Clear();
        int from = segment.Offset, index = 0;
        for (int to = 0; to < destination.Length; to += inner.Extent)
        {
            int filled = inner.Step == 0
                ? index < segment.Bound ? inner.Extent : 0
                : Math.Clamp((segment.Bound - index + inner.Step - 1) / inner.Step, 0, inner.Extent);
            Span<T> row = destination.Slice(to, inner.Extent);
            if (inner.Stride == 1 && filled > 0)
            {
                source.Slice(from, filled).CopyTo(row);
            }
            else
            {
                for (int i = 0; i < filled; i++)
                {
                    row[i] = source[from + (i * inner.Stride)];
                }
            }

            row[filled..].Clear();
            for (int axis = axes - 2; axis >= 0; axis--)
            {
                PackAxis loop = segment.Axes[axis];
                from += loop.Stride;
                index += loop.Step;
                if (++turns[axis] < loop.Extent)
                {
                    break;
                }

                turns[axis] = 0;
                from -= loop.Extent * loop.Stride;
                index -= loop.Extent * loop.Step;
            }
        }
    }
}
