using static ModelGen.Npu.PresetParts;

namespace ModelGen.Npu;

/// <summary>NVIDIA's open Deep Learning Accelerator.</summary>
internal static class NvdlaPresets
{
    private static readonly string[] Sources = ["NVDLA, Hardware Architectural Specification and Integrator's Manual (nvdla.org)", "nvdla/hw, spec/defs/nv_small.spec and nv_large.spec"];

    public static NpuPreset[] All { get; } =
    [
        new(
            Core("nvdla-small", DotProduct(1, 8, 8), 128 * Kibi, 8, 8, 1, 10) with
            {
                Memories = new[] { Memory("dram", 1 * Gibi, 8 * Giga, 64, 64, Everything, DramPicojoules) },
            },
            "nv_small: 64 MACs. Its convolution buffer is divided evenly into scratchpad and weight buffer here.",
            Sources,
            ["clockHertz", "array.inChannels", "array.outChannels", "dma.bytesPerCycle", "cores"]),
        new(
            Core("nvdla-large", DotProduct(1, 64, 32), 512 * Kibi, 64, 64, 16, 100) with
            {
                Memories = new[]
                {
                    Memory("sram", 4 * Mebi, 50 * Giga, 32, 32, TensorClasses.Features | TensorClasses.InputOutput, 12.5),
                    Memory("dram", 4 * Gibi, 10 * Giga, 128, 128, TensorClasses.Weights, DramPicojoules),
                },
            },
            "nv_large: 2048 MACs. Its convolution buffer is divided evenly into scratchpad and weight buffer here.",
            Sources,
            ["clockHertz", "array.inChannels", "array.outChannels", "dma.bytesPerCycle", "memories[0].bytesPerSecond", "memories[1].bytesPerSecond", "cores"]),
    ];

    private static NpuMachine Core(string name, MacArray array, int buffer, int bytesPerCycle, int lanes, int vectorLanes, double staticMilliwatts)
    {
        Scratchpad scratchpad = Scratchpad(buffer / 2, 16, bytesPerCycle, bytesPerCycle);
        int accumulator = buffer / 4, parameters = 16 * Kibi;
        return new NpuMachine
        {
            Name = name,
            ClockHertz = 1 * Giga,
            Array = array,
            DepthwiseLanes = lanes,
            ArrayStartUpCycles = 16,
            Scratchpad = scratchpad,
            AccumulatorBytes = accumulator,
            WeightBytes = buffer / 2,
            ParameterBytes = parameters,
            VectorLanes = vectorLanes,
            Dma = Dma(2, bytesPerCycle, 16, 32),
            Memories = default,
            Energy = Energy(scratchpad, accumulator, buffer / 2, parameters, staticMilliwatts),
            Cores = 1,
        };
    }
}
