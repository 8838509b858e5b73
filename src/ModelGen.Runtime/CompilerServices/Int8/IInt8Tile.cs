using System;
using System.ComponentModel;

namespace ModelGen.CompilerServices;

/// <summary>
/// The innermost product of convolutions and dense layers on bytes, on one instruction set: the int32 sums (modulo 2³²) of a few output
/// pixels for a few blocks of 16 output channels. Every implementation gives the same bits.
/// </summary>
/// <remarks>
/// <para>
/// Activations are unsigned bytes, weights signed ones. Weights are packed <c>[block][run][quad][16 channels][4]</c>: a
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

    /// <summary>Called on a thread before its first tile with the arguments, of which all but pixels, weights and sums are set and stay; it may change them for itself.</summary>
    /// <param name="arguments">What the tiles have in common.</param>
    static virtual void Begin(ref Int8TileArguments arguments)
    {
    }

    /// <summary>Called when the pixels have changed, before the tiles for them. It may set other addresses for them.</summary>
    /// <param name="arguments">Where everything lies.</param>
    /// <param name="pixels">The pixels, 1 to those of the arguments.</param>
    static virtual void Prepare(ref Int8TileArguments arguments, int pixels)
    {
    }

    /// <summary>Computes a tile. Nothing is checked.</summary>
    /// <param name="arguments">Where everything lies.</param>
    /// <param name="pixels">The pixels, as many as were prepared.</param>
    /// <param name="blocks">The blocks of 16 channels, 1 to <see cref="Int8TileArguments.MostBlocks"/>.</param>
    static abstract void Run(ref Int8TileArguments arguments, int pixels, int blocks);

    /// <summary>Called on the same thread after its last tile with the arguments.</summary>
    /// <param name="arguments">What the tiles had in common.</param>
    static virtual void End(ref Int8TileArguments arguments)
    {
    }

    /// <summary>Whether <see cref="Int8Winograd"/> takes less than tiles where it can be used.</summary>
    static virtual bool HasWinograd => false;

    /// <summary>Transforms the input of a band of tiles. Nothing is checked.</summary>
    /// <param name="winograd">The convolution.</param>
    /// <param name="x">The first byte under the first kernel.</param>
    /// <param name="band">The band.</param>
    static virtual void WinogradInput(ref Int8Winograd winograd, ref readonly byte x, int band) => throw new NotSupportedException();

    /// <summary>Computes the sums of the band for a block of 16 channels. Nothing is checked.</summary>
    /// <param name="winograd">The convolution.</param>
    /// <param name="weights">The block's weights, packed as for tiles.</param>
    static virtual void WinogradSums(ref Int8Winograd winograd, ref readonly byte weights) => throw new NotSupportedException();

    /// <summary>
    /// Computes some pixels of a depthwise convolution for a strip of channels. Of every pixel under the windows as many bytes are read as the
    /// strip has channels, also where fewer are there. Nothing is checked.
    /// </summary>
    /// <param name="arguments">The windows and the constants.</param>
    /// <param name="x">The first byte of the first window.</param>
    /// <param name="rows">The rows of the result, 1 or as many as the weights are packed for.</param>
    /// <param name="pixels">The pixels of each row, 1 to <see cref="Int8DepthwiseArguments.MostPixels"/>.</param>
    /// <param name="channels">The channels that are stored.</param>
    /// <param name="y">The first byte of the result.</param>
    static abstract void Depthwise(ref Int8DepthwiseArguments arguments, ref readonly byte x, int rows, int pixels, int channels, ref byte y);
}
