using System;
using System.Collections.Generic;
using System.Linq;

namespace ModelGen.Npu;

/// <summary>
/// The instruction set: the one table that encoder, decoder, assembler, disassembler, verifier, emulator and docs/npu-isa.md go by.
/// </summary>
public static class NpuIsa
{
    /// <summary>The version, in the header of a program.</summary>
    public const int Version = 1;

    /// <summary>Bytes of an instruction, little endian.</summary>
    public const int WordBytes = 32;

    /// <summary>The number of semaphores. All are 0 when a program begins.</summary>
    public const int Semaphores = 16;

    /// <summary>The greatest value of a semaphore. What would signal beyond it waits, and so does what is behind it in its queue.</summary>
    public const int SemaphoreMost = 255;

    /// <summary>Instructions that wait or run in the queue of an engine; the front end waits while it is full.</summary>
    public const int QueueDepth = 16;

    /// <summary>How deep loops nest.</summary>
    public const int LoopLevels = 2;

    /// <summary>Bytes of a lookup table: the byte of each value, by its bits as an unsigned number.</summary>
    public const int TableBytes = 256;

    /// <summary>Lookup tables on chip.</summary>
    public const int Tables = 8;

    /// <summary>Bytes of the parameters of a channel: bias, scale and shift, int32 each, little endian.</summary>
    public const int ParameterBytes = 12;

    private static readonly Dictionary<string, NpuOperation> ByMnemonic;
    private static readonly NpuOperation?[] ByOpcode = new NpuOperation?[256];

    static NpuIsa()
    {
        Operations =
        [
            Configure, Wait, Signal, Load, Store, Preload, Multiply, Convolve, Depthwise, Requantize, Vector, Pool, Reduce, Move,
            Loop, End, Fence, Mark, Halt, Step,
        ];
        ByMnemonic = Operations.ToDictionary(o => o.Mnemonic, StringComparer.Ordinal);
        foreach (NpuOperation operation in Operations)
        {
            ByOpcode[operation.Opcode] = operation;
        }
    }

    /// <summary>All operations.</summary>
    public static IReadOnlyList<NpuOperation> Operations { get; }

    /// <summary>The registers of the load engine.</summary>
    public static DmaRegisters LoadRegisters { get; } = new(NpuEngine.Load);

    /// <summary>The registers of the store engine.</summary>
    public static DmaRegisters StoreRegisters { get; } = new(NpuEngine.Store);

    /// <summary>The registers of the matrix engine.</summary>
    public static MatrixRegisters MatrixRegisters { get; } = new();

    /// <summary>The registers of the vector engine.</summary>
    public static VectorRegisters VectorRegisters { get; } = new();

    /// <summary>CFG.</summary>
    public static ConfigureOperation Configure { get; } = new();

    /// <summary>WAIT.</summary>
    public static WaitOperation Wait { get; } = new();

    /// <summary>SIG.</summary>
    public static SignalOperation Signal { get; } = new();

    /// <summary>LD.</summary>
    public static LoadOperation Load { get; } = new();

    /// <summary>ST.</summary>
    public static StoreOperation Store { get; } = new();

    /// <summary>PRELOAD.</summary>
    public static PreloadOperation Preload { get; } = new();

    /// <summary>MM.</summary>
    public static MultiplyOperation Multiply { get; } = new();

    /// <summary>CONV.</summary>
    public static ConvolveOperation Convolve { get; } = new();

    /// <summary>DWCONV.</summary>
    public static DepthwiseOperation Depthwise { get; } = new();

    /// <summary>REQ.</summary>
    public static RequantizeOperation Requantize { get; } = new();

    /// <summary>VEC.</summary>
    public static VectorOperation Vector { get; } = new();

    /// <summary>POOL.</summary>
    public static PoolOperation Pool { get; } = new();

    /// <summary>RED.</summary>
    public static ReduceOperation Reduce { get; } = new();

    /// <summary>MVX.</summary>
    public static MoveOperation Move { get; } = new();

    /// <summary>LOOP.</summary>
    public static LoopOperation Loop { get; } = new();

    /// <summary>STEP.</summary>
    public static StepOperation Step { get; } = new();

    /// <summary>END.</summary>
    public static EndOperation End { get; } = new();

    /// <summary>FENCE.</summary>
    public static FenceOperation Fence { get; } = new();

    /// <summary>MARK.</summary>
    public static MarkOperation Mark { get; } = new();

    /// <summary>HALT.</summary>
    public static HaltOperation Halt { get; } = new();

    /// <summary>The operation of an opcode; null if it is undefined.</summary>
    public static NpuOperation? Find(byte opcode) => ByOpcode[opcode];

    /// <summary>The operation of a mnemonic; null if it is unknown.</summary>
    public static NpuOperation? Find(string mnemonic) => ByMnemonic.TryGetValue(mnemonic, out NpuOperation? found) ? found : null;

    /// <summary>The registers of an engine; the front end has none.</summary>
    public static IReadOnlyList<NpuRegister> RegistersOf(NpuEngine engine) => engine switch
    {
        NpuEngine.Load => LoadRegisters.All,
        NpuEngine.Store => StoreRegisters.All,
        NpuEngine.Matrix => MatrixRegisters.All,
        NpuEngine.Vector => VectorRegisters.All,
        _ => [],
    };

    /// <summary>A CFG that sets registers of one engine.</summary>
    /// <param name="settings">One to four registers and their values.</param>
    /// <exception cref="ArgumentException">There are no settings or more than four, or their registers belong to several engines.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A value does not fit its register.</exception>
    public static NpuInstruction Set(params (NpuRegister Register, long Value)[] settings)
    {
        if (settings.Length is 0 or > ConfigureOperation.Pairs || settings.Any(s => s.Register.Engine != settings[0].Register.Engine))
        {
            throw new ArgumentException($"A CFG sets 1 to {ConfigureOperation.Pairs} registers of one engine.", nameof(settings));
        }

        NpuInstruction instruction = NpuInstruction.Of(Configure, settings[0].Register.Engine);
        for (int i = 0; i < settings.Length; i++)
        {
            (NpuRegister register, long value) = settings[i];
            if (!register.Field.Allows(value))
            {
                throw new ArgumentOutOfRangeException(nameof(settings), value, $"'{register.Field.Name}' is {value}, but it is {register.Field.Range}.");
            }

            instruction = instruction.With(Configure.Registers[i], register.Index).With(Configure.RegisterValues[i], value & ((1L << 40) - 1));
        }

        return instruction;
    }

    /// <summary>An engine in assembly text.</summary>
    /// <param name="engine">The engine.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such engine.</exception>
    public static string NameOf(NpuEngine engine) => engine switch
    {
        NpuEngine.Front => "front",
        NpuEngine.Load => "ld",
        NpuEngine.Store => "st",
        NpuEngine.Matrix => "mx",
        NpuEngine.Vector => "vx",
        _ => throw new ArgumentOutOfRangeException(nameof(engine)),
    };
}
