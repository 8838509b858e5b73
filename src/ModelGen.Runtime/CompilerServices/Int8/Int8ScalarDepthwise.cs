using System.Runtime.CompilerServices;

namespace ModelGen.CompilerServices;

/// <summary>Depthwise convolutions, one product after the other: the reference for the others.</summary>
internal static unsafe class Int8ScalarDepthwise
{
    /// <inheritdoc cref="IInt8Tile.Depthwise"/>
    [SkipLocalsInit]
    public static void Run(ref Int8DepthwiseArguments arguments, ref readonly byte x, int rows, int pixels, int channels, ref byte y)
    {
        int* sums = stackalloc int[Int8DepthwiseArguments.MostRows * Int8DepthwiseArguments.MostPixels * Int8TileArguments.BlockChannels];
        fixed (Int8DepthwiseArguments* a = &arguments)
        {
            byte* source = (byte*)Unsafe.AsPointer(ref Unsafe.AsRef(in x));
            for (int row = 0; row < rows; row++)
            {
                for (int pixel = 0; pixel < pixels; pixel++)
                {
                    for (int channel = 0; channel < Int8TileArguments.BlockChannels; channel++)
                    {
                        byte* window = source + (row * a->TapRowStride) + (pixel * a->ColumnStep * a->PixelStride) + channel;
                        sums[(((row * pixels) + pixel) * Int8TileArguments.BlockChannels) + channel] = channel < channels ? Sum(a, window, row, channel) : 0;
                    }
                }
            }

            DepthwiseResult.Store(a, sums, rows, pixels, channels, ref y);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int Sum(Int8DepthwiseArguments* a, byte* window, int row, int channel)
    {
        int sum = 0;
        for (int w = 0; w < a->Width; w++)
        {
            for (int h = 0; h < a->Height; h++)
            {
                int tap = h + row, quad = (((row * a->Width) + w) * a->Quads) + (tap / Int8TileArguments.QuadLength);
                byte* weights = a->Weights + (((quad * Int8TileArguments.BlockChannels) + channel) * Int8TileArguments.QuadLength);
                sum += window[(h * a->TapRowStride) + (w * a->TapStep * a->PixelStride)] * (sbyte)weights[tap % Int8TileArguments.QuadLength];
            }
        }

        return sum;
    }
}
