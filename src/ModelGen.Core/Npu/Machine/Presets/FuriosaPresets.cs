using static ModelGen.Npu.PresetParts;

namespace ModelGen.Npu;

/// <summary>FuriosaAI's Warboy and RNGD.</summary>
internal static class FuriosaPresets
{
    private static readonly string[] WarboySources = ["FuriosaAI, Warboy documentation (furiosa.ai)", "MLPerf Inference v1.1 and v2.0, FuriosaAI's submissions"];

    private static readonly string[] WarboyKnown =
    [
        "clockHertz", "array.pixels", "array.inChannels", "array.outChannels", "scratchpad.bytes", "scratchpad.banks", "memories[0].bytesPerSecond", "cores",
    ];

    public static NpuPreset[] All { get; } =
    [
        new(Warboy("warboy", 1), "One processing element of Warboy: 64 slices of 32 × 4 MACs; a slice makes an output channel here, and tensors are spread over the memories of all slices.", WarboySources, WarboyKnown),
        new(Warboy("warboy-2pe", 2), "Both processing elements of Warboy, which share its memory.", WarboySources, WarboyKnown),
        new(
            Rngd(),
            "RNGD: 512 slices of 8 lanes of 64 MACs, in two clusters, as one core here; a slice makes an output channel, its lanes are pixels, and tensors are spread over the memories of all slices.",
            ["FuriosaAI, RNGD documentation (furiosa.ai)", "H. Kim et al., TCP: A Tensor Contraction Processor for AI Workloads, ISCA 2024"],
            ["clockHertz", "array.pixels", "array.inChannels", "array.outChannels", "scratchpad.bytes", "scratchpad.banks", "dma.startUpCycles", "memories[0].bytes", "memories[0].bytesPerSecond"]),
    ];

    private static NpuMachine Warboy(string name, int cores)
    {
        Scratchpad scratchpad = Scratchpad(64 * 256 * Kibi, 64, 32, 32, interleave: 32);
        return new NpuMachine
        {
            Name = name,
            ClockHertz = 2 * Giga,
            Array = DotProduct(4, 32, 64),
            DepthwiseLanes = 64,
            ArrayStartUpCycles = 32,
            Scratchpad = scratchpad,
            AccumulatorBytes = 1 * Mebi,
            WeightBytes = 2 * Mebi,
            ParameterBytes = 64 * Kibi,
            VectorLanes = 64,
            Dma = Dma(2, 64, 100, 64),
            Memories = new[] { Memory("lpddr4x", 16 * Gibi, 66 * Giga, 200, 200, Everything, DramPicojoules) },
            Energy = Energy(scratchpad, 1 * Mebi, 2 * Mebi, 64 * Kibi, 10_000),
            Cores = cores,
        };
    }

    private static NpuMachine Rngd()
    {
        Scratchpad scratchpad = Scratchpad(512L * 512 * Kibi, 512, 64, 64, interleave: 64);
        return new NpuMachine
        {
            Name = "rngd",
            ClockHertz = 1 * Giga,
            Array = DotProduct(8, 64, 512),
            DepthwiseLanes = 512,
            ArrayStartUpCycles = 64,
            Scratchpad = scratchpad,
            AccumulatorBytes = 16 * Mebi,
            WeightBytes = 16 * Mebi,
            ParameterBytes = 512 * Kibi,
            VectorLanes = 4096,
            Dma = Dma(2, 1536, 500, 64),
            Memories = new[] { Memory("hbm3", 48 * Gibi, 1500 * Giga, 300, 300, Everything, StackedDramPicojoules) },
            Energy = Energy(scratchpad, 16 * Mebi, 16 * Mebi, 512 * Kibi, 40_000),
            Cores = 1,
        };
    }
}
