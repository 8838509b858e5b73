using static ModelGen.Npu.PresetParts;

namespace ModelGen.Npu;

/// <summary>Google's first data-centre TPU and its Edge TPU.</summary>
internal static class TpuPresets
{
    public static NpuPreset[] All { get; } = [Edge(), First()];

    private static NpuPreset Edge()
    {
        Scratchpad scratchpad = Scratchpad(6 * Mebi, 16, 64, 64);
        var machine = new NpuMachine
        {
            Name = "edge-tpu",
            ClockHertz = 500 * Mega,
            Array = new SystolicArray { Rows = 64, Columns = 64, PreloadHidden = true },
            DepthwiseLanes = 64,
            ArrayStartUpCycles = 16,
            Scratchpad = scratchpad,
            AccumulatorBytes = 1 * Mebi,
            WeightBytes = 2 * Mebi,
            ParameterBytes = 64 * Kibi,
            VectorLanes = 64,
            Dma = Dma(2, 16, 64, 64),
            Memories = new[] { Memory("host", 1 * Gibi, 500 * Mega, 500, 500, Everything, DramPicojoules) },
            Energy = Energy(scratchpad, 1 * Mebi, 2 * Mebi, 64 * Kibi, 500),
            Cores = 1,
        };
        return new NpuPreset(
            machine,
            "Coral's Edge TPU: 4 TOPS at 2 TOPS/W. The shape of its array is inferred from its peak and clock; its 8 MB are 6 of scratchpad and 2 of weights here.",
            ["Coral, Edge TPU performance and datasheets (coral.ai)", "google-coral/libedgetpu"],
            ["clockHertz", "cores"]);
    }

    private static NpuPreset First()
    {
        Scratchpad scratchpad = Scratchpad(24 * Mebi, 24, 256, 256);
        var machine = new NpuMachine
        {
            Name = "tpu-v1",
            ClockHertz = 700 * Mega,
            Array = new SystolicArray { Rows = 256, Columns = 256, PreloadHidden = true },
            DepthwiseLanes = 256,
            ArrayStartUpCycles = 32,
            Scratchpad = scratchpad,
            AccumulatorBytes = 4 * Mebi,
            WeightBytes = 256 * Kibi,
            ParameterBytes = 64 * Kibi,
            VectorLanes = 256,
            Dma = Dma(2, 64, 100, 64),
            Memories = new[] { Memory("dram", 8 * Gibi, 34 * Giga, 100, 100, Everything, DramPicojoules) },
            Energy = Energy(scratchpad, 4 * Mebi, 256 * Kibi, 64 * Kibi, 28_000),
            Cores = 1,
        };
        return new NpuPreset(
            machine,
            "The first TPU. Its weight FIFO of four tiles is the weight buffer here.",
            ["N. P. Jouppi et al., In-Datacenter Performance Analysis of a Tensor Processing Unit, ISCA 2017"],
            ["clockHertz", "array.rows", "array.columns", "array.preloadHidden", "scratchpad.bytes", "accumulatorBytes", "weightBytes", "vectorLanes", "memories[0].bytes", "memories[0].bytesPerSecond", "energy.staticMilliwatts", "cores"]);
    }
}
