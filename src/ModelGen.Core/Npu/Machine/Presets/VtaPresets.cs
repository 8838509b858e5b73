using static ModelGen.Npu.PresetParts;

namespace ModelGen.Npu;

/// <summary>The Versatile Tensor Accelerator of Apache TVM.</summary>
internal static class VtaPresets
{
    public static NpuPreset[] All { get; } = [Pynq()];

    private static NpuPreset Pynq()
    {
        Scratchpad scratchpad = Scratchpad(32 * Kibi, 1, 16, 16);
        var machine = new NpuMachine
        {
            Name = "vta-pynq",
            ClockHertz = 100 * Mega,
            Array = DotProduct(1, 16, 16),
            DepthwiseLanes = 16,
            ArrayStartUpCycles = 8,
            Scratchpad = scratchpad,
            AccumulatorBytes = 128 * Kibi,
            WeightBytes = 256 * Kibi,
            ParameterBytes = 16 * Kibi,
            VectorLanes = 16,
            Dma = Dma(2, 8, 16, 64),
            Memories = new[] { Memory("dram", 512 * Mebi, 800 * Mega, 40, 40, Everything, DramPicojoules) },
            Energy = Energy(scratchpad, 128 * Kibi, 256 * Kibi, 16 * Kibi, 150),
            Cores = 1,
        };
        return new NpuPreset(
            machine,
            "VTA on a Pynq board, its default configuration.",
            ["T. Moreau et al., A Hardware-Software Blueprint for Flexible Deep Learning Specialization, IEEE Micro 2019", "apache/tvm-vta, config/pynq_sample.json"],
            ["clockHertz", "array.pixels", "array.inChannels", "array.outChannels", "scratchpad.bytes", "accumulatorBytes", "weightBytes", "vectorLanes", "dma.engines", "dma.bytesPerCycle", "memories[0].bytes", "cores"]);
    }
}
