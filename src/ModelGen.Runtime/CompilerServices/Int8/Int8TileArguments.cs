using System;
using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace ModelGen.CompilerServices;

/// <summary>
/// Where the operands of a tile of <see cref="IInt8Tile"/> lie. It keeps addresses: what the setters are given must not move while the
/// tile runs, as the arena of a context, the packed constants and local variables do not.
/// </summary>
/// <remarks>Machine code reads it by offset.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
[StructLayout(LayoutKind.Sequential)]
public unsafe struct Int8TileArguments
{
    /// <summary>The most pixels of a tile.</summary>
    public const int MostPixels = 64;

    /// <summary>The most blocks of any tile.</summary>
    public const int MostBlocks = 4;

    /// <summary>The output channels of a block.</summary>
    public const int BlockChannels = 16;

    /// <summary>The elements of the reduction that lie together.</summary>
    public const int QuadLength = 4;

    /// <summary>The weights of a block for a quad, in bytes: a cache line.</summary>
    public const int QuadBytes = BlockChannels * QuadLength;

    private nint weights;
    private nint sums;

    /// <summary>From the weights of a block to those of the next, in bytes; a multiple of 64.</summary>
    public nint BlockStride { readonly get; set; }

    /// <summary>The window of a pixel is so many times <see cref="Runs"/> runs; at least 1.</summary>
    public nint OuterRuns { readonly get; set; }

    /// <summary>How far the activations of the next <see cref="Runs"/> runs are, in bytes.</summary>
    public nint OuterStride { readonly get; set; }

    /// <summary>The runs of each of <see cref="OuterRuns"/>, at least 1.</summary>
    public nint Runs { readonly get; set; }

    /// <summary>How far the activations of the next run are, in bytes.</summary>
    public nint RunStride { readonly get; set; }

    /// <summary>The quads of a run, at least 1.</summary>
    public nint Quads { readonly get; set; }

    /// <summary>The blocks of 16 channels for which tiles of the same pixels are computed in turn, at least 1.</summary>
    public nint Blocks { readonly get; set; }

    /// <summary>The pixels of every tile but perhaps the last one, 1 to <see cref="MostPixels"/>.</summary>
    public nint Pixels { readonly get; set; }

    /// <summary>The pixels of a group, 1 to 16: tiles consist of whole groups, but for the last group of the last tile.</summary>
    public nint GroupPixels { readonly get; set; }

    /// <summary>How far the windows of neighbours in a group are, in bytes; 0 where they are not evenly spaced.</summary>
    public nint PixelStride { readonly get; set; }

    /// <summary>How <see cref="AmxProduct{M}"/> multiplies, from <see cref="IInt8Tile.Begin"/> to <see cref="IInt8Tile.End"/>.</summary>
    internal AmxPlan Amx;

    private Addresses pixels;

    /// <summary>How <see cref="WordProduct"/> multiplies, from <see cref="IInt8Tile.Begin"/> to <see cref="IInt8Tile.End"/>.</summary>
    internal WordPlan Words;

    /// <summary>Where a pixel's window begins.</summary>
    /// <param name="index">The pixel in the tile, 0 to <see cref="MostPixels"/> − 1. Not checked.</param>
    /// <param name="x">Its first activation.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void SetPixel(int index, ref readonly byte x) => Unsafe.Add(ref Unsafe.As<Addresses, nint>(ref pixels), index) = Address(in x);

    /// <summary>Where the first block's weights begin, a multiple of 64 bytes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void SetWeights(ref readonly byte first) => weights = Address(in first);

    /// <summary>Where the first block's weights begin, a multiple of 64 bytes, in a packed constant.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void SetWeights(ref readonly float constant) => weights = Address(in constant);

    /// <summary>
    /// Where the sums go: <c>[pixel][16 · blocks]</c>; they are written, not added to. There is room for whole groups of pixels, and what the
    /// last group lacks may be overwritten.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void SetSums(ref int first) => sums = Address(in first);

    /// <summary>Where the sums go: from the first cache line on that begins in a buffer, which does not move.</summary>
    /// <param name="buffer">Room for the sums and <see cref="Int8Tiles.SumsSlack"/> elements more.</param>
    /// <returns>The first sum.</returns>
    public ref int SetSums(Span<int> buffer)
    {
        ref int start = ref MemoryMarshal.GetReference(buffer);
        ref int first = ref Unsafe.AddByteOffset(ref start, -Address(in start) & (QuadBytes - 1));
        sums = Address(in first);
        return ref first;
    }

    /// <summary>The channels of the blocks that hold so many.</summary>
    internal static int FilledChannels(int channels) => (channels + BlockChannels - 1) & -BlockChannels;

    /// <summary>Where the sums go.</summary>
    internal int* Sums
    {
        readonly get => (int*)sums;
        set => sums = (nint)value;
    }

    /// <summary>Where the weights of the first block begin.</summary>
    internal byte* Weights
    {
        readonly get => (byte*)weights;
        set => weights = (nint)value;
    }

    /// <summary>Where a pixel's window begins.</summary>
    internal readonly byte* Pixel(int index) => (byte*)Unsafe.Add(ref Unsafe.As<Addresses, nint>(ref Unsafe.AsRef(in pixels)), index);

    /// <summary>Where the address of a pixel's window lies.</summary>
    internal readonly nint* PixelPlace(int index) => (nint*)Unsafe.AsPointer(ref Unsafe.Add(ref Unsafe.As<Addresses, nint>(ref Unsafe.AsRef(in pixels)), index));

    private static nint Address<T>(ref readonly T place) => (nint)Unsafe.AsPointer(ref Unsafe.AsRef(in place));

    [InlineArray(MostPixels)]
    private struct Addresses
    {
        private nint first;
    }
}
