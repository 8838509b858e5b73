using System;

namespace ModelGen.Npu;

/// <summary>Every number and flag of a machine, in the order of the text form.</summary>
internal static class MachineMembers
{
    private const double Kibi = 1024, Mebi = 1024 * Kibi, Gibi = 1024 * Mebi, Tebi = 1024 * Gibi;

    public static MachineMember<NpuMachine>[] Of { get; } =
    [
        Whole("clockHertz", 1e6, 1e10, "cycles per second", m => m.ClockHertz, (m, v) => m with { ClockHertz = (long)v }),
        DotProduct("array.pixels", 4096, "output pixels at once", a => a.Pixels, (a, v) => a with { Pixels = v }),
        DotProduct("array.inChannels", 65536, "input channels at once", a => a.InChannels, (a, v) => a with { InChannels = v }),
        DotProduct("array.outChannels", 65536, "output channels at once", a => a.OutChannels, (a, v) => a with { OutChannels = v }),
        Systolic("array.rows", MemberKind.Whole, 1, 4096, "rows: kernel positions times input channels", a => a.Rows, (a, v) => a with { Rows = (int)v }),
        Systolic("array.columns", MemberKind.Whole, 1, 4096, "columns: output channels", a => a.Columns, (a, v) => a with { Columns = (int)v }),
        Systolic("array.preloadHidden", MemberKind.Flag, 0, 1, "weights are loaded while others compute", a => a.PreloadHidden ? 1 : 0, (a, v) => a with { PreloadHidden = v == 1 }),
        Whole("depthwiseLanes", 1, 65536, "channels of a depthwise convolution at once", m => m.DepthwiseLanes, (m, v) => m with { DepthwiseLanes = (int)v }),
        Whole("arrayStartUpCycles", 0, 65536, "cycles to the first products of an instruction", m => m.ArrayStartUpCycles, (m, v) => m with { ArrayStartUpCycles = (int)v }),
        Scratch("scratchpad.bytes", 1 * Kibi, 256 * Mebi, "bytes of int8 tiles", s => s.Bytes, (s, v) => s with { Bytes = v }),
        Scratch("scratchpad.banks", 1, 1024, "banks, each with a port for reading and one for writing", s => s.Banks, (s, v) => s with { Banks = (int)v }),
        Scratch("scratchpad.interleaveBytes", 0, 65536, "addresses of a bank before those of the next; 0: banks are ranges", s => s.InterleaveBytes, (s, v) => s with { InterleaveBytes = (int)v }),
        Scratch("scratchpad.readBytesPerCycle", 1, 65536, "bytes per cycle out of a bank", s => s.ReadBytesPerCycle, (s, v) => s with { ReadBytesPerCycle = (int)v }),
        Scratch("scratchpad.writeBytesPerCycle", 1, 65536, "bytes per cycle into a bank", s => s.WriteBytesPerCycle, (s, v) => s with { WriteBytesPerCycle = (int)v }),
        Whole("accumulatorBytes", 1 * Kibi, 256 * Mebi, "bytes of int32 accumulators", m => m.AccumulatorBytes, (m, v) => m with { AccumulatorBytes = (long)v }),
        Whole("weightBytes", 256, 256 * Mebi, "bytes of the weight buffer", m => m.WeightBytes, (m, v) => m with { WeightBytes = (long)v }),
        Whole("parameterBytes", 256, 16 * Mebi, "bytes of biases and scales", m => m.ParameterBytes, (m, v) => m with { ParameterBytes = (long)v }),
        Whole("vectorLanes", 1, 65536, "elements of a vector operation at once", m => m.VectorLanes, (m, v) => m with { VectorLanes = (int)v }),
        Dma("dma.engines", 1, 2, "transfers at a time: loads and stores take turns, or not", d => d.Engines, (d, v) => d with { Engines = v }),
        Dma("dma.bytesPerCycle", 1, 65536, "bytes per cycle of a transfer", d => d.BytesPerCycle, (d, v) => d with { BytesPerCycle = v }),
        Dma("dma.startUpCycles", 0, 65536, "cycles to the first request of an instruction", d => d.StartUpCycles, (d, v) => d with { StartUpCycles = v }),
        Dma("dma.burstBytes", 1, 4096, "bytes of external memory at once, a power of two", d => d.BurstBytes, (d, v) => d with { BurstBytes = v }),
        Dma("dma.decoderBytesPerCycle", 0, 65536, "bytes per cycle that are decoded of compressed weights; 0 without a decoder", d => d.DecoderBytesPerCycle, (d, v) => d with { DecoderBytesPerCycle = v }),
        Energy("energy.macPicojoules", "one int8 product, added", e => e.MacPicojoules, (e, v) => e with { MacPicojoules = v }),
        Energy("energy.vectorPicojoules", "one element of a vector operation", e => e.VectorPicojoules, (e, v) => e with { VectorPicojoules = v }),
        Energy("energy.scratchpadReadPicojoulesPerByte", "a byte out of the scratchpad", e => e.ScratchpadReadPicojoulesPerByte, (e, v) => e with { ScratchpadReadPicojoulesPerByte = v }),
        Energy("energy.scratchpadWritePicojoulesPerByte", "a byte into the scratchpad", e => e.ScratchpadWritePicojoulesPerByte, (e, v) => e with { ScratchpadWritePicojoulesPerByte = v }),
        Energy("energy.accumulatorPicojoulesPerByte", "a byte of the accumulators", e => e.AccumulatorPicojoulesPerByte, (e, v) => e with { AccumulatorPicojoulesPerByte = v }),
        Energy("energy.weightPicojoulesPerByte", "a byte of the weight buffer", e => e.WeightPicojoulesPerByte, (e, v) => e with { WeightPicojoulesPerByte = v }),
        Energy("energy.parameterPicojoulesPerByte", "a byte of parameters or tables", e => e.ParameterPicojoulesPerByte, (e, v) => e with { ParameterPicojoulesPerByte = v }),
        Energy("energy.staticMilliwatts", "leakage and clock of a core, in mW", e => e.StaticMilliwatts, (e, v) => e with { StaticMilliwatts = v }),
        Whole("cores", 1, 64, "cores that run the program side by side", m => m.Cores, (m, v) => m with { Cores = (int)v }),
    ];

    public static MachineMember<ExternalMemory>[] OfMemory { get; } =
    [
        Memory("bytes", MemberKind.Whole, 1, 256 * Tebi, "capacity", m => m.Bytes, (m, v) => m with { Bytes = (long)v }),
        Memory("bytesPerSecond", MemberKind.Whole, 1e6, 1e14, "bandwidth, both ways together", m => m.BytesPerSecond, (m, v) => m with { BytesPerSecond = (long)v }),
        Memory("readLatencyCycles", MemberKind.Whole, 0, 1e6, "cycles of the core to the first byte", m => m.ReadLatencyCycles, (m, v) => m with { ReadLatencyCycles = (int)v }),
        Memory("writeLatencyCycles", MemberKind.Whole, 0, 1e6, "cycles of the core after the last byte", m => m.WriteLatencyCycles, (m, v) => m with { WriteLatencyCycles = (int)v }),
        Memory("writable", MemberKind.Flag, 0, 1, "the core can write to it", m => m.Writable ? 1 : 0, (m, v) => m with { Writable = v == 1 }),
        Holds("holdsWeights", TensorClasses.Weights, "weights live in it"),
        Holds("holdsFeatures", TensorClasses.Features, "results of layers live in it"),
        Holds("holdsInputOutput", TensorClasses.InputOutput, "inputs and outputs live in it"),
        Memory("readPicojoulesPerByte", MemberKind.Real, 0, 1e6, "a byte read", m => m.ReadPicojoulesPerByte, (m, v) => m with { ReadPicojoulesPerByte = v }),
        Memory("writePicojoulesPerByte", MemberKind.Real, 0, 1e6, "a byte written", m => m.WritePicojoulesPerByte, (m, v) => m with { WritePicojoulesPerByte = v }),
    ];

    private static MachineMember<NpuMachine> Whole(
        string path, double least, double most, string meaning, Func<NpuMachine, double> get, Func<NpuMachine, double, NpuMachine> with) =>
        new(path, MemberKind.Whole, least, most, meaning, get, with);

    private static MachineMember<NpuMachine> DotProduct(
        string path, double most, string meaning, Func<DotProductArray, int> get, Func<DotProductArray, int, DotProductArray> with) =>
        new(
            path, MemberKind.Whole, 1, most, meaning,
            m => m.Array is DotProductArray a ? get(a) : double.NaN,
            (m, v) => m with { Array = with((DotProductArray)m.Array, (int)v) });

    private static MachineMember<NpuMachine> Systolic(
        string path, MemberKind kind, double least, double most, string meaning, Func<SystolicArray, int> get, Func<SystolicArray, double, SystolicArray> with) =>
        new(
            path, kind, least, most, meaning,
            m => m.Array is SystolicArray a ? get(a) : double.NaN,
            (m, v) => m with { Array = with((SystolicArray)m.Array, v) });

    private static MachineMember<NpuMachine> Scratch(
        string path, double least, double most, string meaning, Func<Scratchpad, long> get, Func<Scratchpad, long, Scratchpad> with) =>
        new(path, MemberKind.Whole, least, most, meaning, m => get(m.Scratchpad), (m, v) => m with { Scratchpad = with(m.Scratchpad, (long)v) });

    private static MachineMember<NpuMachine> Dma(
        string path, double least, double most, string meaning, Func<DirectMemoryAccess, int> get, Func<DirectMemoryAccess, int, DirectMemoryAccess> with) =>
        new(path, MemberKind.Whole, least, most, meaning, m => get(m.Dma), (m, v) => m with { Dma = with(m.Dma, (int)v) });

    private static MachineMember<NpuMachine> Energy(string path, string meaning, Func<EnergyTable, double> get, Func<EnergyTable, double, EnergyTable> with) =>
        new(path, MemberKind.Real, 0, 1e6, meaning, m => get(m.Energy), (m, v) => m with { Energy = with(m.Energy, v) });

    private static MachineMember<ExternalMemory> Memory(
        string path, MemberKind kind, double least, double most, string meaning, Func<ExternalMemory, double> get, Func<ExternalMemory, double, ExternalMemory> with) =>
        new(path, kind, least, most, meaning, get, with);

    private static MachineMember<ExternalMemory> Holds(string path, TensorClasses tensors, string meaning) =>
        new(
            path, MemberKind.Flag, 0, 1, meaning, m => (m.Holds & tensors) != 0 ? 1 : 0,
            (m, v) => m with { Holds = v == 1 ? m.Holds | tensors : m.Holds & ~tensors });
}
