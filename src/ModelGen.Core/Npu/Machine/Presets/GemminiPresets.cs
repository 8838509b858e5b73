using static ModelGen.Npu.PresetParts;

namespace ModelGen.Npu;

/// <summary>Gemmini, the systolic generator of UC Berkeley.</summary>
internal static class GemminiPresets
{
    public static NpuPreset[] All { get; } = [Default()];

    private static NpuPreset Default()
    {
        Scratchpad scratchpad = Scratchpad(256 * Kibi, 4, 16, 16);
        var machine = new NpuMachine
        {
            Name = "gemmini-16x16",
            ClockHertz = 1 * Giga,
            Array = new SystolicArray { Rows = 16, Columns = 16, PreloadHidden = true },
            DepthwiseLanes = 16,
            ArrayStartUpCycles = 4,
            Scratchpad = scratchpad,
            AccumulatorBytes = 64 * Kibi,
            WeightBytes = 64 * Kibi,
            ParameterBytes = 16 * Kibi,
            VectorLanes = 16,
            Dma = Dma(2, 16, 20, 64),
            Memories = new[] { Memory("dram", 4 * Gibi, 16 * Giga, 100, 100, Everything, DramPicojoules) },
            Energy = Energy(scratchpad, 64 * Kibi, 64 * Kibi, 16 * Kibi, 50),
            Cores = 1,
        };
        return new NpuPreset(
            machine,
            "Gemmini's default configuration. Weights, which Gemmini keeps in the scratchpad, have a buffer of their own here.",
            ["H. Genc et al., Gemmini: Enabling Systematic Deep-Learning Architecture Evaluation via Full-Stack Integration, DAC 2021", "ucb-bar/gemmini, README"],
            ["clockHertz", "array.rows", "array.columns", "array.preloadHidden", "scratchpad.bytes", "scratchpad.banks", "scratchpad.interleaveBytes", "scratchpad.readBytesPerCycle", "scratchpad.writeBytesPerCycle", "accumulatorBytes", "dma.bytesPerCycle", "dma.burstBytes", "cores"]);
    }
}
