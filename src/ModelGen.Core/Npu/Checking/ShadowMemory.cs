using System;
using System.Collections.Generic;

namespace ModelGen.Npu;

/// <summary>The stamps of the last write, and of each actor's last read, of every byte of a memory; 0 for none. Pages exist where something was accessed.</summary>
internal sealed class ShadowMemory(int actors)
{
    private const int PageBits = 14, PageBytes = 1 << PageBits;

    private readonly Dictionary<long, Page> pages = [];

    /// <summary>
    /// Stamps bytes as read, unless the write of one does not suit.
    /// </summary>
    /// <param name="low">The first address.</param>
    /// <param name="bytes">Bytes.</param>
    /// <param name="actor">Who reads.</param>
    /// <param name="stamp">The stamp.</param>
    /// <param name="suits">Whether what was written with a stamp may be read.</param>
    /// <returns>The address and stamp of the first byte that does not suit; null if all do.</returns>
    public (long Address, int Stamp)? Read(long low, long bytes, int actor, int stamp, Func<int, bool> suits)
    {
        for (long at = low; at < low + bytes;)
        {
            Page page = PageOf(at, out int offset, low + bytes, out int count);
            if (Find(page.Writer, offset, count, suits) is >= 0 and var bad)
            {
                return (at + bad - offset, page.Writer[bad]);
            }

            Fill(page.Readers[actor] ??= new int[PageBytes], offset, count, stamp);
            at += count;
        }

        return null;
    }

    /// <summary>Stamps bytes as written, unless the write or a read of one by another does not suit.</summary>
    /// <param name="low">The first address.</param>
    /// <param name="bytes">Bytes.</param>
    /// <param name="actor">Who writes.</param>
    /// <param name="stamp">The stamp.</param>
    /// <param name="suits">Whether what was accessed with a stamp may be written.</param>
    /// <returns>The address and stamp of the first byte that does not suit, and whether it was written rather than read; null if all do.</returns>
    public (long Address, int Stamp, bool Written)? Write(long low, long bytes, int actor, int stamp, Func<int, bool> suits)
    {
        for (long at = low; at < low + bytes;)
        {
            Page page = PageOf(at, out int offset, low + bytes, out int count);
            if (Find(page.Writer, offset, count, suits) is >= 0 and var bad)
            {
                return (at + bad - offset, page.Writer[bad], true);
            }

            for (int reader = 0; reader < actors; reader++)
            {
                if (reader != actor && page.Readers[reader] is { } readers && Find(readers, offset, count, suits) is >= 0 and var read)
                {
                    return (at + read - offset, readers[read], false);
                }
            }

            Fill(page.Writer, offset, count, stamp);
            at += count;
        }

        return null;
    }

    private static int Find(int[] stamps, int offset, int count, Func<int, bool> suits)
    {
        for (int i = offset, last = -1; i < offset + count; i++)
        {
            if (stamps[i] != last)
            {
                last = stamps[i];
                if (!suits(last))
                {
                    return i;
                }
            }
        }

        return -1;
    }

    private static void Fill(int[] stamps, int offset, int count, int stamp)
    {
        for (int i = offset; i < offset + count; i++)
        {
            stamps[i] = stamp;
        }
    }

    private Page PageOf(long address, out int offset, long end, out int count)
    {
        offset = (int)(address & (PageBytes - 1));
        count = (int)Math.Min(end - address, PageBytes - offset);
        if (!pages.TryGetValue(address >> PageBits, out Page? page))
        {
            pages.Add(address >> PageBits, page = new Page(actors));
        }

        return page;
    }

    private sealed class Page(int actors)
    {
        public int[] Writer { get; } = new int[PageBytes];

        public int[]?[] Readers { get; } = new int[actors][];
    }
}
