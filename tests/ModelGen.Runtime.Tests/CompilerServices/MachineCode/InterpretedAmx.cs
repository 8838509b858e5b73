using ModelGen.CompilerServices;

namespace ModelGen.Runtime.Tests.CompilerServices.MachineCode;

/// <summary>The tier for AMX, with its machine code interpreted.</summary>
internal readonly struct InterpretedAmx : IInt8Tile
{
    public static Isa Isa => Isa.AmxInt8;

    public static bool IsSupported => true;

    public static void Begin(ref Int8TileArguments arguments) => AmxProduct<InterpretedMachine>.Begin(ref arguments);

    public static void Prepare(ref Int8TileArguments arguments, int pixels) => AmxProduct<InterpretedMachine>.Prepare(ref arguments, pixels);

    public static void Run(ref Int8TileArguments arguments, int pixels, int blocks) => AmxProduct<InterpretedMachine>.Run(ref arguments, pixels, blocks);

    public static void End(ref Int8TileArguments arguments) => AmxProduct<InterpretedMachine>.End(ref arguments);

    private readonly unsafe struct InterpretedMachine : IAmxMachine
    {
        public static void Configure(in AmxConfiguration configuration)
        {
            fixed (AmxConfiguration* pointer = &configuration)
            {
                AmxInterpreter.Current.Call(AmxInt8Code.ConfigureEntry, pointer, sizeof(AmxConfiguration));
            }
        }

        public static void Multiply(AmxPanel* panel, int groups, int blocks, bool isLong) =>
            AmxInterpreter.Current.Call(AmxInt8Code.Entries[(2 * (groups - 1)) + blocks - 1], panel, sizeof(AmxPanel));

        public static void Release() => AmxInterpreter.Current.Call(AmxInt8Code.ReleaseEntry, null, 0);

        public static void RunVectors(ref Int8TileArguments arguments, int pixels, int blocks) => Int8Scalar.Run(ref arguments, pixels, blocks);
    }

    public static void Depthwise(ref Int8DepthwiseArguments arguments, ref readonly byte x, int rows, int pixels, int channels, ref byte y) =>
        Int8Scalar.Depthwise(ref arguments, in x, rows, pixels, channels, ref y);
}
