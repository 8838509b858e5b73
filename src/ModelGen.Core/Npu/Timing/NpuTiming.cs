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
    /// <param name="readBanks">Banks of the scratchpad over which its reads are spread evenly.</param>
    /// <param name="writeBanks">Banks over which its writes are spread evenly.</param>
    public static long Alone(NpuMachine machine, in NpuCost cost, int readBanks = 1, int writeBanks = 1)
    {
        double work = cost.Work;
        work = Math.Max(work, (double)cost.ScratchpadRead / readBanks / machine.Scratchpad.ReadBytesPerCycle);
        work = Math.Max(work, (double)cost.ScratchpadWritten / writeBanks / machine.Scratchpad.WriteBytesPerCycle);
        long external = cost.ExternalRead + cost.ExternalWritten;
        return cost.Fixed + Ceiling(external == 0 ? work : Math.Max(work, external / BytesPerCycle(machine, cost.Memory)));
    }

    /// <summary>⌈value⌉, for a value that rounding may have raised a little above a whole number.</summary>
    internal static long Ceiling(double value) => (long)Math.Ceiling(value * (1 - 1e-12));

    private static long Divide(long value, long by) => (value + by - 1) / by;
}
