using static ModelGen.Npu.PresetParts;

namespace ModelGen.Npu;

/// <summary>Arm Ethos-U55 and Ethos-U65, in the system configurations of the Vela compiler.</summary>
internal static class EthosPresets
{
    /// <summary>Weights per cycle of the decoder of a core.</summary>
    private const int DecodedWeights = 8;

    private static readonly string[] Sources =
    [
        "Arm, Ethos-U55 and Ethos-U65 NPU Technical Reference Manuals",
        "Vela 3.10, vela.ini: Ethos_U55_High_End_Embedded with Shared_Sram, Ethos_U65_High_End with Dedicated_Sram",
        "Vela 3.10, npu_performance.py: a block of weights takes a cycle for each 8 of them at least, which is taken for the rate of the decoder",
    ];

    private static readonly string[] Known =
    [
        "clockHertz", "array.pixels", "array.inChannels", "array.outChannels", "dma.bytesPerCycle", "cores",
        "memories[0].bytesPerSecond", "memories[0].readLatencyCycles", "memories[0].writeLatencyCycles", "memories[0].writable", "memories[0].holdsFeatures",
        "memories[1].bytesPerSecond", "memories[1].readLatencyCycles", "memories[1].writeLatencyCycles", "memories[1].writable", "memories[1].holdsWeights",
    ];

    public static NpuPreset[] All { get; } =
    [
        U55(32, 1, 8, 4, 16),
        U55(64, 1, 8, 8, 16),
        U55(128, 2, 8, 8, 24),
        U55(256, 4, 8, 8, 48),
        U65(256, 1),
        U65(512, 2),
    ];

    private static NpuPreset U55(int macs, int pixels, int inChannels, int outChannels, int sharedKibi) => new(
        Core($"ethos-u55-{macs}", 500 * Mega, DotProduct(pixels, inChannels, outChannels), pixels * outChannels, sharedKibi, Dma(2, 8, 16, 32, DecodedWeights), 1, 5) with
        {
            Memories = new[]
            {
                Memory("sram", 4 * Mebi, 4 * Giga, 32, 32, TensorClasses.Features | TensorClasses.InputOutput, 12.5),
                Memory("flash", 128 * Mebi, 500 * Mega, 64, 64, TensorClasses.Weights, 100, writable: false),
            },
        },
        $"Ethos-U55 with {macs} MACs a cycle. Its {sharedKibi} KiB of shared buffer are two parts of scratchpad to one of accumulators here.",
        Sources,
        Known);

    private static NpuPreset U65(int macs, int cores) => new(
        Core($"ethos-u65-{macs}", 1 * Giga, DotProduct(4, 8, 8), 32, 48, Dma(2, 16, 16, 32, DecodedWeights), cores, 15) with
        {
            Memories = new[]
            {
                Memory("sram", 384 * Kibi, 16 * Giga, 32, 32, TensorClasses.Features, 12.5),
                Memory("dram", 2 * Gibi, 3750 * Mega, 500, 250, TensorClasses.Weights | TensorClasses.InputOutput, DramPicojoules),
            },
        },
        cores == 1 ? "Ethos-U65 with 256 MACs a cycle." : "Ethos-U65 with 512 MACs a cycle: two cores.",
        Sources,
        [.. Known, "memories[0].bytes"]);

    private static NpuMachine Core(
        string name, long clock, MacArray array, int depthwiseLanes, int sharedKibi, DirectMemoryAccess dma, int cores, double staticMilliwatts)
    {
        int accumulator = sharedKibi * Kibi / 24 * 8, parameters = 8 * Kibi, weights = sharedKibi * Kibi / 2;
        Scratchpad scratchpad = Scratchpad(sharedKibi * Kibi / 24 * 16 / 8 * 8, 8, 32, 32);
        return new NpuMachine
        {
            Name = name,
            ClockHertz = clock,
            Array = array,
            DepthwiseLanes = depthwiseLanes,
            ArrayStartUpCycles = 12,
            Scratchpad = scratchpad,
            AccumulatorBytes = accumulator / 4 * 4,
            WeightBytes = weights,
            ParameterBytes = parameters,
            VectorLanes = array.Width,
            Dma = dma,
            Memories = default,
            Energy = Energy(scratchpad, accumulator, weights, parameters, staticMilliwatts),
            Cores = cores,
        };
    }
}
