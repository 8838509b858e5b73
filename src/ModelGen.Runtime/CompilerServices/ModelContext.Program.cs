using System.ComponentModel;
using System.Runtime.CompilerServices;
using ModelGen.CompilerServices;

namespace ModelGen;

/// <content>What the steps of a compiled network reach through a context: its constants and its threads.</content>
public sealed partial class ModelContext
{
    private readonly ModelConstants? constants;
    private readonly WorkerTeam? team;
    private readonly Int8Tiles? tiles;

    /// <summary>The products of bytes of a quantized model.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public Int8Tiles Tiles => tiles!;

    internal ModelContext(object model, ModelConstants constants, int arenaLength, int threads, Int8Tiles? tiles)
        : this(model, arenaLength + (AlignedBuffer.SlackBytes / sizeof(float)))
    {
        this.constants = constants;
        this.tiles = tiles;
        team = threads > 1 ? new WorkerTeam(threads) : null;
    }

    /// <summary>The first element of a packed constant. Not checked.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref float Constant(int index) => ref constants![index];

    /// <summary>The first byte of a packed constant of bytes. Not checked.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref byte ConstantByte(int index) => ref Unsafe.As<float, byte>(ref constants![index]);

    /// <summary>Runs every unit of a step, on all threads of the context.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public void For(int units, UnitAction action)
    {
        if (team is null)
        {
            action(this, 0, units);
        }
        else
        {
            team.Run(this, action, units);
        }
    }

    partial void Release() => team?.Dispose();
}
