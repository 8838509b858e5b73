using System;
using System.Collections.Generic;
using ModelGen.Npu;

namespace ModelGen.Compiler.Backends.Npu.Emission;

/// <summary>Who touched the bytes of a block of a memory last, by ranges of addresses.</summary>
internal sealed class HistoryBlock
{
    private readonly List<Entry> entries = [];

    /// <summary>Records an access and adds what it must come after.</summary>
    /// <param name="range">The bytes.</param>
    /// <param name="engine">The engine, which keeps its own order.</param>
    /// <param name="index">The instruction; later ones have greater indices.</param>
    /// <param name="needed">For each engine the last instruction that must have ended; raised where the access demands it.</param>
    public void Access(NpuRange range, int engine, int index, int[] needed)
    {
        int position = SplitAt(range.Low), begin = position;
        long covered = range.Low;
        while (position < entries.Count && entries[position].Begin < range.High)
        {
            if (entries[position].End > range.High)
            {
                SplitAt(range.High);
            }

            Entry entry = entries[position];
            entry.Require(range.Writes, engine, needed);
            if (!range.Writes)
            {
                if (entry.Begin > covered)
                {
                    entries.Insert(position++, new Entry(covered, entry.Begin).Read(engine, index));
                }

                entries[position] = entry.Read(engine, index);
                covered = entry.End;
            }

            position++;
        }

        if (range.Writes)
        {
            entries.RemoveRange(begin, position - begin);
            entries.Insert(begin, new Entry(range.Low, range.High).Written(engine, index));
        }
        else if (covered < range.High)
        {
            entries.Insert(position, new Entry(covered, range.High).Read(engine, index));
        }
    }

    /// <summary>Makes an address the beginning of an entry if it is within one; the position of the first entry that begins there or behind it.</summary>
    private int SplitAt(long address)
    {
        int low = 0, high = entries.Count;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (entries[middle].End <= address)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        if (low < entries.Count && entries[low].Begin < address)
        {
            Entry entry = entries[low];
            entries[low] = entry.Within(entry.Begin, address);
            entries.Insert(++low, entry.Within(address, entry.End));
        }

        return low;
    }

    private struct Entry(long begin, long end)
    {
        private int writer = -1;
        private int written = -1;
        private int load = -1, store = -1, matrix = -1, vector = -1;

        public long Begin { get; private set; } = begin;

        public long End { get; private set; } = end;

        public readonly Entry Within(long from, long to)
        {
            Entry part = this;
            part.Begin = from;
            part.End = to;
            return part;
        }

        public readonly Entry Read(int engine, int index)
        {
            Entry read = this;
            switch (engine)
            {
                case 1:
                    read.load = index;
                    break;
                case 2:
                    read.store = index;
                    break;
                case 3:
                    read.matrix = index;
                    break;
                default:
                    read.vector = index;
                    break;
            }

            return read;
        }

        public readonly Entry Written(int engine, int index)
        {
            Entry entry = this;
            entry.writer = engine;
            entry.written = index;
            return entry;
        }

        public readonly void Require(bool write, int engine, int[] needed)
        {
            if (writer >= 0)
            {
                needed[writer] = Math.Max(needed[writer], written);
            }

            if (write)
            {
                needed[1] = Math.Max(needed[1], load);
                needed[2] = Math.Max(needed[2], store);
                needed[3] = Math.Max(needed[3], matrix);
                needed[4] = Math.Max(needed[4], vector);
            }

            // An engine works in order.
            needed[engine] = -1;
        }
    }
}
