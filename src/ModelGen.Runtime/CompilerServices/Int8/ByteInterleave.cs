using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace ModelGen.CompilerServices;

/// <summary>
/// From four rows of channels to a quad of bytes for each channel. The 16 channels under each 128 bits of a vector go to the same 128 bits of
/// four vectors, four to each: what packs of 32-bit lanes to bytes bring back in order.
/// </summary>
internal static unsafe class ByteInterleave
{
    /// <summary>Interleaves a band of pixels.</summary>
    /// <param name="first">The first channel of each of the four rows.</param>
    /// <param name="second">The second row.</param>
    /// <param name="third">The third row.</param>
    /// <param name="fourth">The fourth row.</param>
    /// <param name="pixels">The pixels.</param>
    /// <param name="pixelStride">From pixel to pixel of the rows, in bytes.</param>
    /// <param name="channels">The channels of a pixel: 16, 32 or 64. So many bytes are read from each row.</param>
    /// <param name="destination">The quads of the first pixel, four vectors of so many bytes.</param>
    /// <param name="vectorStride">From vector to vector, in bytes.</param>
    /// <param name="destinationStride">From the quads of a pixel to those of the next, in bytes.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(byte* first, byte* second, byte* third, byte* fourth, int pixels, nint pixelStride, int channels, byte* destination, nint vectorStride, nint destinationStride)
    {
        nint place = 0;
        if (channels == Vector512<byte>.Count)
        {
            for (int pixel = 0; pixel < pixels; pixel++, place += pixelStride, destination += destinationStride)
            {
                Vector512<byte> a = Vector512.Load(first + place), b = Vector512.Load(second + place), c = Vector512.Load(third + place), d = Vector512.Load(fourth + place);
                Vector512<ushort> low = Avx512BW.UnpackLow(a, b).AsUInt16(), high = Avx512BW.UnpackHigh(a, b).AsUInt16();
                Vector512<ushort> low2 = Avx512BW.UnpackLow(c, d).AsUInt16(), high2 = Avx512BW.UnpackHigh(c, d).AsUInt16();
                Avx512BW.UnpackLow(low, low2).AsByte().Store(destination);
                Avx512BW.UnpackHigh(low, low2).AsByte().Store(destination + vectorStride);
                Avx512BW.UnpackLow(high, high2).AsByte().Store(destination + (2 * vectorStride));
                Avx512BW.UnpackHigh(high, high2).AsByte().Store(destination + (3 * vectorStride));
            }
        }
        else if (channels == Vector256<byte>.Count)
        {
            for (int pixel = 0; pixel < pixels; pixel++, place += pixelStride, destination += destinationStride)
            {
                Vector256<byte> a = Vector256.Load(first + place), b = Vector256.Load(second + place), c = Vector256.Load(third + place), d = Vector256.Load(fourth + place);
                Vector256<ushort> low = Avx2.UnpackLow(a, b).AsUInt16(), high = Avx2.UnpackHigh(a, b).AsUInt16();
                Vector256<ushort> low2 = Avx2.UnpackLow(c, d).AsUInt16(), high2 = Avx2.UnpackHigh(c, d).AsUInt16();
                Avx2.UnpackLow(low, low2).AsByte().Store(destination);
                Avx2.UnpackHigh(low, low2).AsByte().Store(destination + vectorStride);
                Avx2.UnpackLow(high, high2).AsByte().Store(destination + (2 * vectorStride));
                Avx2.UnpackHigh(high, high2).AsByte().Store(destination + (3 * vectorStride));
            }
        }
        else
        {
            for (int pixel = 0; pixel < pixels; pixel++, place += pixelStride, destination += destinationStride)
            {
                Vector128<byte> a = Vector128.Load(first + place), b = Vector128.Load(second + place), c = Vector128.Load(third + place), d = Vector128.Load(fourth + place);
                Vector128<ushort> low = Low(a, b), high = High(a, b), low2 = Low(c, d), high2 = High(c, d);
                Low(low, low2).Store(destination);
                High(low, low2).Store(destination + vectorStride);
                Low(high, high2).Store(destination + (2 * vectorStride));
                High(high, high2).Store(destination + (3 * vectorStride));
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<ushort> Low(Vector128<byte> a, Vector128<byte> b) =>
        Sse2.IsSupported ? Sse2.UnpackLow(a, b).AsUInt16() : Vector128.WidenLower(a) | (Vector128.WidenLower(b) << 8);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<ushort> High(Vector128<byte> a, Vector128<byte> b) =>
        Sse2.IsSupported ? Sse2.UnpackHigh(a, b).AsUInt16() : Vector128.WidenUpper(a) | (Vector128.WidenUpper(b) << 8);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<byte> Low(Vector128<ushort> a, Vector128<ushort> b) =>
        Sse2.IsSupported ? Sse2.UnpackLow(a, b).AsByte() : (Vector128.WidenLower(a) | (Vector128.WidenLower(b) << 16)).AsByte();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<byte> High(Vector128<ushort> a, Vector128<ushort> b) =>
        Sse2.IsSupported ? Sse2.UnpackHigh(a, b).AsByte() : (Vector128.WidenUpper(a) | (Vector128.WidenUpper(b) << 16)).AsByte();
}
