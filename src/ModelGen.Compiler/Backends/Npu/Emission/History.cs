using System;
using System.Collections.Generic;
using ModelGen.Npu;

namespace ModelGen.Compiler.Backends.Npu.Emission;

/// <summary>Who touched the bytes of a memory last. Blocks keep the lists short into which ranges are inserted.</summary>
internal sealed class History
{
    private const int BlockBits = 14;

    private readonly Dictionary<long, HistoryBlock> blocks = [];

    /// <inheritdoc cref="HistoryBlock.Access"/>
    public void Access(NpuRange range, int engine, int index, int[] needed)
    {
        for (long block = range.Low >> BlockBits; block << BlockBits < range.High; block++)
        {
            if (!blocks.TryGetValue(block, out HistoryBlock? found))
            {
                blocks.Add(block, found = new HistoryBlock());
            }

            NpuRange part = range with { Low = Math.Max(range.Low, block << BlockBits), High = Math.Min(range.High, (block + 1) << BlockBits) };
            found.Access(part, engine, index, needed);
        }
    }
}
