using System;

namespace ModelGen.Npu;

/// <content>Transfers.</content>
public static partial class NpuTiming
{
    /// <summary>LD.</summary>
    /// <param name="machine">The machine.</param>
    /// <param name="memory">The index of the external memory.</param>
    /// <param name="space">The memory on chip.</param>
    /// <param name="burstBytes">Bytes of the external memory in whole bursts, of <see cref="BurstBytes"/>.</param>
    /// <param name="localBytes">Bytes on chip, those of the fill among them.</param>
    public static NpuCost Load(NpuMachine machine, int memory, NpuSpace space, long burstBytes, long localBytes) => new()
    {
        StartUp = machine.Dma.StartUpCycles,
        Latency = machine.Memories[memory].ReadLatencyCycles,
        Work = Divide(Math.Max(burstBytes, localBytes), machine.Dma.BytesPerCycle),
        Memory = memory,
        ExternalRead = burstBytes,
        ScratchpadWritten = space == NpuSpace.Scratchpad ? localBytes : 0,
        Weights = space == NpuSpace.Weights ? localBytes : 0,
        Parameters = space is NpuSpace.Parameters or NpuSpace.Tables ? localBytes : 0,
    };

    /// <summary>LD of a compressed stream.</summary>
    /// <param name="machine">A machine with a decoder.</param>
    /// <param name="memory">The index of the external memory.</param>
    /// <param name="space">The memory on chip.</param>
    /// <param name="burstBytes">Bytes of the stream in whole bursts, of <see cref="BurstBytes"/>.</param>
    /// <param name="localBytes">Bytes on chip, which the decoder makes of it.</param>
    public static NpuCost LoadCompressed(NpuMachine machine, int memory, NpuSpace space, long burstBytes, long localBytes) =>
        Load(machine, memory, space, burstBytes, localBytes) with
        {
            Work = Divide(burstBytes, machine.Dma.BytesPerCycle),
            Decoded = localBytes,
        };

    /// <summary>ST.</summary>
    /// <param name="machine">The machine.</param>
    /// <param name="memory">The index of the external memory.</param>
    /// <param name="burstBytes">Bytes of the external memory in whole bursts, of <see cref="BurstBytes"/>.</param>
    /// <param name="localBytes">Bytes on chip.</param>
    public static NpuCost Store(NpuMachine machine, int memory, long burstBytes, long localBytes) => new()
    {
        StartUp = machine.Dma.StartUpCycles,
        Work = Divide(Math.Max(burstBytes, localBytes), machine.Dma.BytesPerCycle),
        Tail = machine.Memories[memory].WriteLatencyCycles,
        Memory = memory,
        ExternalWritten = burstBytes,
        ScratchpadRead = localBytes,
    };

    /// <summary>
    /// Bytes that external memory moves for rows of columns of contiguous runs. Columns that touch are one run, and so are rows; each run costs the aligned bursts
    /// in which it lies, as a whole.
    /// </summary>
    /// <param name="burst">Bytes of a burst, a power of two.</param>
    /// <param name="address">The address of the first run.</param>
    /// <param name="rows">Rows.</param>
    /// <param name="rowStride">Bytes from a row to the next.</param>
    /// <param name="columns">Columns.</param>
    /// <param name="columnStride">Bytes from a column to the next.</param>
    /// <param name="bytes">Bytes of a column.</param>
    public static long BurstBytes(int burst, long address, long rows, long rowStride, long columns, long columnStride, long bytes)
    {
        if (columns == 1 || columnStride == bytes)
        {
            (bytes, columns, columnStride) = (bytes * columns, 1, 0);
        }

        if (columns == 1 && (rows == 1 || rowStride == bytes))
        {
            (bytes, rows, rowStride) = (bytes * rows, 1, 0);
        }

        long total = 0, rowPeriod = Math.Min(rows, Period(rowStride, burst)), columnPeriod = Math.Min(columns, Period(columnStride, burst));
        for (long y = 0; y < rowPeriod; y++)
        {
            long bursts = 0;
            for (long x = 0; x < columnPeriod; x++)
            {
                long offset = (address + (y * rowStride) + (x * columnStride)) & (burst - 1);
                bursts += Repeats(columns, x, columnPeriod) * Divide(offset + bytes, burst);
            }

            total += Repeats(rows, y, rowPeriod) * bursts;
        }

        return total * burst;
    }

    /// <summary>Steps after which multiples of a stride repeat their offsets within a burst.</summary>
    private static long Period(long stride, long burst)
    {
        long lowest = stride & -stride;
        return lowest == 0 || lowest >= burst ? 1 : burst / lowest;
    }

    /// <summary>How many of the numbers below count are index modulo period.</summary>
    private static long Repeats(long count, long index, long period) => ((count - 1 - index) / period) + 1;
}
