using System;

namespace ModelGen.Npu;

/// <summary>Parts that presets are put together from.</summary>
internal static class PresetParts
{
    public const int Kibi = 1024, Mebi = 1024 * Kibi;
    public const long Gibi = 1024L * Mebi;
    public const long Mega = 1_000_000, Giga = 1_000_000_000;
    public const TensorClasses Everything = TensorClasses.Weights | TensorClasses.Features | TensorClasses.InputOutput;

    /// <summary>DRAM: 1300 to 2600 pJ a 64-bit access in Horowitz's table; its lower end here. Source: M. Horowitz, ISSCC 2014.</summary>
    public const double DramPicojoules = 162.5;

    /// <summary>Stacked DRAM, about 4 pJ a bit. Source: M. O'Connor et al., Fine-Grained DRAM, MICRO 2017.</summary>
    public const double StackedDramPicojoules = 32;

    public static MacArray DotProduct(int pixels, int inChannels, int outChannels) =>
        new DotProductArray { Pixels = pixels, InChannels = inChannels, OutChannels = outChannels };

    public static Scratchpad Scratchpad(long bytes, int banks, int read, int write, int interleave = 0) =>
        new() { Bytes = bytes, Banks = banks, InterleaveBytes = interleave, ReadBytesPerCycle = read, WriteBytesPerCycle = write };

    public static DirectMemoryAccess Dma(int engines, int bytesPerCycle, int startUp, int burst, int decoder = 0) =>
        new() { Engines = engines, BytesPerCycle = bytesPerCycle, StartUpCycles = startUp, BurstBytes = burst, DecoderBytesPerCycle = decoder };

    public static ExternalMemory Memory(
        string name, long bytes, long bytesPerSecond, int readLatency, int writeLatency, TensorClasses holds, double picojoules, bool writable = true) => new()
        {
            Name = name,
            Bytes = bytes,
            BytesPerSecond = bytesPerSecond,
            ReadLatencyCycles = readLatency,
            WriteLatencyCycles = writeLatency,
            Writable = writable,
            Holds = holds,
            ReadPicojoulesPerByte = picojoules,
            WritePicojoulesPerByte = picojoules,
        };

    /// <summary>
    /// Horowitz's 45 nm figures: an int8 product and an int32 addition for a MAC; memories by the square root of their bytes, which runs
    /// through the table's 10 pJ of 64 bits at 8 KB, 20 at 32 KB and, within a tenth, 100 at 1 MB.
    /// </summary>
    public static EnergyTable Energy(Scratchpad scratchpad, long accumulator, long weights, long parameters, double staticMilliwatts) => new()
    {
        MacPicojoules = 0.3,
        VectorPicojoules = 0.5,
        ScratchpadReadPicojoulesPerByte = PerByte(scratchpad.BankBytes),
        ScratchpadWritePicojoulesPerByte = PerByte(scratchpad.BankBytes),
        AccumulatorPicojoulesPerByte = PerByte(accumulator),
        WeightPicojoulesPerByte = PerByte(weights),
        ParameterPicojoulesPerByte = PerByte(parameters),
        StaticMilliwatts = staticMilliwatts,
    };

    /// <summary>Of a memory that is built from macros of at most 1 MB.</summary>
    public static double PerByte(long bytes) => Math.Round(2.5 * Math.Sqrt(Math.Min(bytes, 1 << 20) / 32768.0), 3);
}
