using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using ModelGen.Numerics;

namespace ModelGen.CompilerServices;

/// <summary>The bytes of a depthwise convolution from its sums, <c>[row][pixel][channels of the strip]</c> in the order of <see cref="ByteInterleave"/>.</summary>
internal static unsafe class DepthwiseResult
{
    /// <summary>Requantizes and stores the sums of some rows and pixels.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Store(Int8DepthwiseArguments* a, int* sums, int rows, int pixels, int channels, ref byte y)
    {
        byte* result = (byte*)Unsafe.AsPointer(ref y);
        for (int row = 0; row < rows; row++, sums += pixels * a->VectorBytes, result += a->OutputRow)
        {
            if (a->Rounding == RoundingRule.TfLite)
            {
                StoreTfLite(a, sums, pixels, channels, result);
            }
            else if (channels > Vector256<byte>.Count)
            {
                Requantize512.StoreInterleaved(sums, pixels, a->Bias, a->Multipliers, channels, a->ZeroPoint, a->Min, a->Max, result, a->OutputColumn);
            }
            else if (a->VectorBytes >= Vector256<byte>.Count)
            {
                Requantize256.StoreInterleaved(
                    sums, pixels, a->Bias, a->Multipliers, channels, a->ZeroPoint, a->Min, a->Max, result, a->OutputColumn, a->VectorBytes / sizeof(int));
            }
            else
            {
                Store128(a, sums, pixels, channels, result);
            }
        }
    }

    [SkipLocalsInit]
    private static void Store128(Int8DepthwiseArguments* a, int* sums, int pixels, int channels, byte* y)
    {
        nint* places = stackalloc nint[Int8DepthwiseArguments.MostPixels];
        Requantize128.Store(in *sums, pixels, in *a->Bias, in *a->Multipliers, channels, a->ZeroPoint, a->Min, a->Max, ref *y, in *Places(a, pixels, places));
    }

    /// <summary>Brings the channels in order before.</summary>
    [SkipLocalsInit]
    private static void StoreTfLite(Int8DepthwiseArguments* a, int* sums, int pixels, int channels, byte* y)
    {
        nint* places = stackalloc nint[Int8DepthwiseArguments.MostPixels];
        int* ordered = stackalloc int[Int8DepthwiseArguments.MostPixels * Int8Tiles.MostChannels];
        int filled = Int8TileArguments.FilledChannels(channels), blocks = a->VectorBytes / Int8TileArguments.BlockChannels;
        for (int pixel = 0; pixel < pixels; pixel++)
        {
            for (int channel = 0; channel < filled; channel += Vector128<int>.Count)
            {
                int block = channel / Int8TileArguments.BlockChannels, vector = channel % Int8TileArguments.BlockChannels / Vector128<int>.Count;
                Vector128.Load(sums + (pixel * a->VectorBytes) + (((vector * blocks) + block) * Vector128<int>.Count)).Store(ordered + (pixel * filled) + channel);
            }
        }

        Int8Requantize.StoreTfLite(
            in *ordered, pixels, in *a->Bias, in *a->Mantissas, in *a->Shifts, channels, a->ZeroPoint, a->Min, a->Max, ref *y, in *Places(a, pixels, places));
    }

    private static nint* Places(Int8DepthwiseArguments* a, int pixels, nint* places)
    {
        for (int pixel = 0; pixel < pixels; pixel++)
        {
            places[pixel] = pixel * a->OutputColumn;
        }

        return places;
    }
}
