using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace ModelGen.CompilerServices;

/// <summary>
/// The transform of the weights of a block, <c>G g Gᵀ</c> with rows scaled to integers, for <see cref="Int8Winograd"/>. Pairs of channels are those of
/// <see cref="PlaneWinogradInput"/>.
/// </summary>
internal static unsafe class PlaneWinogradWeights
{
    private const int Kernel = 3, Side = 6, GroupQuads = Int8Winograd.ChannelMultiple / Int8TileArguments.QuadLength;

    /// <summary>Transforms the weights of a part of the channels.</summary>
    /// <param name="a">The convolution.</param>
    /// <param name="weights">The packed weights of the block.</param>
    /// <param name="channel">The first channel of the part.</param>
    /// <param name="channels">Its channels.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(ref readonly Int8Winograd a, byte* weights, int channel, int channels)
    {
        nint tap = a.Channels / Int8TileArguments.QuadLength * Int8TileArguments.QuadBytes, position = a.WeightPosition;
        weights += channel / Int8TileArguments.QuadLength * Int8TileArguments.QuadBytes;
        byte* target = a.Weights;
        for (int group = 0; group < channels; group += Int8Winograd.ChannelMultiple, target += GroupQuads * Int8TileArguments.QuadBytes)
        {
            for (int quad = 0; quad < GroupQuads; quad++, target += Int8TileArguments.QuadBytes, weights += Int8TileArguments.QuadBytes)
            {
                for (int half = 0; half < Int8TileArguments.QuadBytes; half += Vector256<byte>.Count)
                {
                    Transform<EvenSignedBytes>(weights + half, tap, target + half, position);
                    Transform<OddSignedBytes>(weights + half, tap, target + (GroupQuads * Int8TileArguments.QuadBytes) + half, position);
                }
            }
        }
    }

    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Transform<T>(byte* weights, nint tap, byte* target, nint position)
        where T : struct, IQuadWords
    {
        Vector256<short>* half = stackalloc Vector256<short>[Side * Kernel];
        for (int j = 0; j < Kernel; j++, weights += tap)
        {
            Line(T.Load(weights), T.Load(weights + (Kernel * tap)), T.Load(weights + (2 * Kernel * tap)), (byte*)(half + j), Kernel * sizeof(Vector256<short>));
        }

        for (int i = 0; i < Side; i++, half += Kernel, target += Side * position)
        {
            Line(half[0], half[1], half[2], target, position);
        }
    }

    /// <summary>One dimension.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Line(Vector256<short> g0, Vector256<short> g1, Vector256<short> g2, byte* target, nint stride)
    {
        Vector256<short> outer = g0 + g2, weighted = g0 + (g2 << 2), twice = g1 << 1;
        g0.Store((short*)target);
        (-(outer + g1)).Store((short*)(target + stride));
        (g1 - outer).Store((short*)(target + (2 * stride)));
        (weighted + twice).Store((short*)(target + (3 * stride)));
        (weighted - twice).Store((short*)(target + (4 * stride)));
        g2.Store((short*)(target + (5 * stride)));
    }
}
