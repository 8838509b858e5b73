using System.ComponentModel;

namespace ModelGen.CompilerServices;

/// <summary>
/// The innermost product of convolutions and dense layers on bytes, on one instruction set: the int32 sums (modulo 2³²) of a few output
/// pixels for a few blocks of 16 output channels. Every implementation gives the same bits.
/// </summary>
/// <remarks>
/// <para>
/// Activations are unsigned bytes, weights signed ones within −127 … 127. Weights are packed <c>[block][run][quad][16 channels][4]</c>: a
/// quad is 4 neighbouring elements of the reduction, a run (a row of the kernel, or one position) fills its last quad up with zero weights.
/// Up to 3 bytes beyond a run of activations are read therefore.
/// </para>
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IInt8Tile
{
    /// <summary>The instruction set.</summary>
    static abstract Isa Isa { get; }

    /// <summary>Whether the processor has it, and the process may use it.</summary>
    static abstract bool IsSupported { get; }

    /// <summary>The most pixels of a tile.</summary>
    /// <param name="blocks">Its blocks of 16 channels, 1 to <see cref="Int8TileArguments.MostBlocks"/>.</param>
    static abstract int Pixels(int blocks);

    /// <summary>Computes a tile. Nothing is checked.</summary>
    /// <param name="arguments">Where everything lies.</param>
    /// <param name="pixels">The pixels, 1 to <see cref="Pixels"/>.</param>
    /// <param name="blocks">The blocks of 16 channels, 1 to <see cref="Int8TileArguments.MostBlocks"/>.</param>
    static abstract void Run(ref Int8TileArguments arguments, int pixels, int blocks);
}
