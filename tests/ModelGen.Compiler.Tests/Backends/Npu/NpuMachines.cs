using System;
using System.Collections.Generic;
using System.Linq;
using ModelGen.Npu;

namespace ModelGen.Compiler.Tests.Backends.Npu;

/// <summary>Machines to compile for.</summary>
internal static class NpuMachines
{
    /// <summary>All presets.</summary>
    public static IReadOnlyList<NpuMachine> Presets { get; } = [.. NpuPresets.All.Select(p => p.Machine)];

    /// <summary>A machine of any size, small ones among them, with its memories laid out in one of the ways of the presets.</summary>
    public static NpuMachine Draw(Random random)
    {
        NpuMachine basis = Presets[random.Next(Presets.Count)];
        return basis with
        {
            Name = "random",
            Array = random.Next(2) == 0
                ? new DotProductArray { Pixels = Power(0, 3), InChannels = Power(0, 6), OutChannels = Power(0, 6) }
                : new SystolicArray { Rows = Power(0, 6), Columns = Power(0, 6), PreloadHidden = random.Next(2) == 0 },
            DepthwiseLanes = Power(0, 6),
            ArrayStartUpCycles = random.Next(20),
            Scratchpad = Scratchpad(64 * random.Next(16, 1 << random.Next(5, 10))),
            AccumulatorBytes = 4 * random.Next(256, 1 << random.Next(9, 14)),
            WeightBytes = random.Next(256, 1 << random.Next(9, 14)),
            ParameterBytes = random.Next(256, 1 << random.Next(9, 13)),
            VectorLanes = Power(0, 7),
            Dma = basis.Dma with { Engines = random.Next(1, 3), BytesPerCycle = Power(0, 6), StartUpCycles = random.Next(100), BurstBytes = Power(0, 7), DecoderBytesPerCycle = random.Next(3) == 0 ? 0 : Power(0, 5) },
        };

        Scratchpad Scratchpad(int bytes) => basis.Scratchpad with { Bytes = bytes, Banks = Power(0, 4), InterleaveBytes = bytes / 64 % 2 * 4 };

        int Power(int least, int most) => 1 << random.Next(least, most + 1);
    }
}
