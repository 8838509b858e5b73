using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace ModelGen.CompilerServices;

/// <summary>One product after the other: the reference for the others.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly unsafe struct Int8Scalar : IInt8Tile
{
    /// <inheritdoc/>
    public static Isa Isa => Isa.Scalar;

    /// <inheritdoc/>
    public static bool IsSupported => true;

    /// <inheritdoc/>
    public static void Run(ref Int8TileArguments arguments, int pixels, int blocks)
    {
        int channels = blocks * Int8TileArguments.BlockChannels;
        for (int pixel = 0; pixel < pixels; pixel++)
        {
            for (int channel = 0; channel < channels; channel++)
            {
                arguments.Sums[(pixel * channels) + channel] = Sum(in arguments, pixel, channel);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int Sum(ref readonly Int8TileArguments arguments, int pixel, int channel)
    {
        byte* weights = arguments.Weights
            + (channel / Int8TileArguments.BlockChannels * arguments.BlockStride)
            + (channel % Int8TileArguments.BlockChannels * Int8TileArguments.QuadLength);
        int sum = 0;
        for (nint outer = 0; outer < arguments.OuterRuns; outer++)
        {
            for (nint run = 0; run < arguments.Runs; run++)
            {
                byte* x = arguments.Pixel(pixel) + (outer * arguments.OuterStride) + (run * arguments.RunStride);
                for (nint quad = 0; quad < arguments.Quads; quad++, weights += Int8TileArguments.QuadBytes)
                {
                    for (int i = 0; i < Int8TileArguments.QuadLength; i++)
                    {
                        sum = unchecked(sum + (x[(quad * Int8TileArguments.QuadLength) + i] * (sbyte)weights[i]));
                    }
                }
            }
        }

        return sum;
    }

    /// <inheritdoc/>
    public static void Depthwise(ref Int8DepthwiseArguments arguments, ref readonly byte x, int rows, int pixels, int channels, ref byte y) => Int8ScalarDepthwise.Run(ref arguments, in x, rows, pixels, channels, ref y);
}
