using System;
using System.Diagnostics;
using System.Runtime.Intrinsics;
using ModelGen.CompilerServices;

namespace ModelGen.Benchmarks.Layers;

/// <summary>How fast sums become bytes by themselves, with everything in the first cache, on the widest vectors of the processor.</summary>
internal static class RequantizationRate
{
    private const int Pixels = 32, Channels = Int8Tiles.MostChannels, Calls = 2000, Rounds = 20;

    /// <summary>Nanoseconds for 64 channels of a pixel, in the fastest round.</summary>
    public static double Measure()
    {
        int[] sums = new int[(Pixels * Channels) + Int8Tiles.SumsSlack], bias = new int[Channels];
        float[] multipliers = new float[Channels];
        byte[] y = new byte[Pixels * Channels];
        nint[] places = new nint[Pixels];
        for (int pixel = 0; pixel < Pixels; pixel++)
        {
            places[pixel] = pixel * Channels;
        }

        double fastest = double.MaxValue;
        for (int round = 0; round < Rounds; round++)
        {
            long start = Stopwatch.GetTimestamp();
            for (int call = 0; call < Calls; call++)
            {
                Store(sums, bias, multipliers, y, places);
            }

            fastest = Math.Min(fastest, Stopwatch.GetElapsedTime(start).TotalNanoseconds);
        }

        return fastest / Calls / Pixels;
    }

    private static void Store(int[] sums, int[] bias, float[] multipliers, byte[] y, nint[] places)
    {
        if (Simd512.IsSupported)
        {
            Int8Requantize.StoreOnnx<Simd512, Vector512<float>>(ref sums[0], Pixels, ref bias[0], ref multipliers[0], Channels, 0, 0, 255, ref y[0], ref places[0]);
        }
        else if (Simd256.IsSupported)
        {
            Int8Requantize.StoreOnnx<Simd256, Vector256<float>>(ref sums[0], Pixels, ref bias[0], ref multipliers[0], Channels, 0, 0, 255, ref y[0], ref places[0]);
        }
        else
        {
            Int8Requantize.StoreOnnx<Simd128, Vector128<float>>(ref sums[0], Pixels, ref bias[0], ref multipliers[0], Channels, 0, 0, 255, ref y[0], ref places[0]);
        }
    }
}
