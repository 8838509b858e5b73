using System;
using System.Runtime.CompilerServices;

namespace ModelGen.CompilerServices;

/// <summary>The tiles of an instruction set whose products of quads are written in C#.</summary>
internal static unsafe partial class Int8VectorTile<D, V, X, W>
    where D : struct, IInt8Dot<V, X, W>
    where V : struct
    where X : struct
    where W : struct
{
    /// <summary>Computes a tile.</summary>
    public static void Run(ref Int8TileArguments arguments, int pixels, int blocks)
    {
        fixed (Int8TileArguments* pointer = &arguments)
        {
            Run(pointer, pixels, blocks, blocks * Int8TileArguments.BlockChannels);
        }
    }

    /// <summary>Computes blocks of a tile whose pixels have so many channels: passes over the window for as many vectors of channels and pixels as the registers hold.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(Int8TileArguments* arguments, int pixels, int blocks, int channels)
    {
        int all = blocks * Int8TileArguments.BlockChannels / D.Lanes;
        for (int vector = 0; vector < all; vector += D.Vectors)
        {
            int vectors = Math.Min(D.Vectors, all - vector), most = D.Pixels(vectors);
            int passes = (pixels + most - 1) / most;
            for (int pass = 0, pixel = 0; pass < passes; pass++)
            {
                // As even as can be: two passes of three pixels take less than one of four and one of two.
                int end = (pass + 1) * pixels / passes;
                Pass(arguments, pixel, end - pixel, vector, vectors, channels);
                pixel = end;
            }
        }
    }

    /// <summary>Where the weights of a vector of channels begin.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static byte* Weights(Int8TileArguments* arguments, int vector)
    {
        int channel = vector * D.Lanes;
        return arguments->Weights
            + (channel / Int8TileArguments.BlockChannels * arguments->BlockStride)
            + (channel % Int8TileArguments.BlockChannels * Int8TileArguments.QuadLength);
    }
}
