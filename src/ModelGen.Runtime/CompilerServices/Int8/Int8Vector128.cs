using System.ComponentModel;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;

namespace ModelGen.CompilerServices;

/// <summary>128-bit vectors: SSE, NEON with dot products or without, and any other processor.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct Int8Vector128 : IInt8Tile
{
    /// <inheritdoc/>
    public static Isa Isa => Isa.Vector128;

    /// <inheritdoc/>
    public static bool IsSupported => true;

    /// <inheritdoc/>
    public static void Run(ref Int8TileArguments arguments, int pixels, int blocks)
    {
        if (Dp.IsSupported)
        {
            Int8VectorTile<SignedDot128, Vector128<int>, Vector128<sbyte>, Vector128<sbyte>>.Run(ref arguments, pixels, blocks);
        }
        else
        {
            Int8VectorTile<PairDot128, Vector128<int>, EvenOdd<Vector128<short>>, EvenOdd<Vector128<short>>>.Run(ref arguments, pixels, blocks);
        }
    }

    /// <inheritdoc/>
    public static void Depthwise(ref Int8DepthwiseArguments arguments, ref readonly byte x, int rows, int pixels, int channels, ref byte y)
    {
        if (Dp.IsSupported)
        {
            Int8VectorDepthwise<SignedDot128, Vector128<int>, Vector128<sbyte>, Vector128<sbyte>, VectorBytes16>.Run(ref arguments, in x, rows, pixels, channels, ref y);
        }
        else
        {
            Int8VectorDepthwise<PairDot128, Vector128<int>, EvenOdd<Vector128<short>>, EvenOdd<Vector128<short>>, VectorBytes16>.Run(ref arguments, in x, rows, pixels, channels, ref y);
        }
    }
}
