using System;

namespace ModelGen.Npu;

/// <summary>
/// Closed forms of what instructions cost by themselves, from a machine and extents alone: what a compiler searches with is what the emulator counts. Extents are
/// positive and not checked. docs/npu-timing.md has every formula.
/// </summary>
public static partial class NpuTiming
{
    /// <summary>Bytes per cycle of an external memory.</summary>
    /// <param name="machine">The machine.</param>
    /// <param name="memory">The index of the memory.</param>
    public static double BytesPerCycle(NpuMachine machine, int memory) => (double)machine.Memories[memory].BytesPerSecond / machine.ClockHertz;

    /// <summary>Cycles of an instruction that shares nothing with others.</summary>
    /// <param name="machine">The machine.</param>
    /// <param name="cost">What it costs.</param>
    /// <param name="readRange">Consecutive addresses of the scratchpad, from the first one of a bank on, over which its reads are spread evenly; 0 for such as lie in one bank.</param>
    /// <param name="writeRange">The same for its writes.</param>
    public static long Alone(NpuMachine machine, in NpuCost cost, long readRange = 0, long writeRange = 0)
    {
        Scratchpad scratchpad = machine.Scratchpad;
        double work = cost.Work;
        work = Math.Max(work, cost.ScratchpadRead * BusiestShare(scratchpad, readRange) / scratchpad.ReadBytesPerCycle);
        work = Math.Max(work, cost.ScratchpadWritten * BusiestShare(scratchpad, writeRange) / scratchpad.WriteBytesPerCycle);
        work = cost.Decoded == 0 ? work : Math.Max(work, (double)cost.Decoded / machine.Dma.DecoderBytesPerCycle);
        long external = cost.ExternalRead + cost.ExternalWritten;
        return cost.Fixed + Ceiling(external == 0 ? work : Math.Max(work, external / BytesPerCycle(machine, cost.Memory)));
    }

    /// <summary>The part of a range of addresses that lies in the bank that has most of it, which is the first one.</summary>
    private static double BusiestShare(Scratchpad scratchpad, long range) => range <= 0 ? 1 : (double)scratchpad.Below(range, 0) / range;

    /// <summary>⌈value⌉, for a value that rounding may have raised a little above a whole number.</summary>
    internal static long Ceiling(double value) => (long)Math.Ceiling(value * (1 - 1e-12));

    private static long Divide(long value, long by) => (value + by - 1) / by;
}
