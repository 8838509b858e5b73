using System.Runtime.Intrinsics;

namespace ModelGen.CompilerServices;

/// <summary>How <see cref="Requantize256"/> makes bytes of the scaled sums of four vectors, which belong to one pixel or two.</summary>
internal interface INarrow256
{
    /// <summary>The bytes of the vectors, in order.</summary>
    /// <param name="first">The first vector: without the zero point, at most the greatest result.</param>
    /// <param name="second">The second.</param>
    /// <param name="third">The third: of the next pixel, if the vectors belong to two.</param>
    /// <param name="fourth">The fourth.</param>
    /// <param name="pixel">The first pixel that they belong to.</param>
    /// <param name="channel">The first channel.</param>
    /// <param name="count">The channels: up to 32 of one pixel, or up to 16 of two.</param>
    /// <param name="isPair">Whether all belong to one pixel.</param>
    Vector256<byte> Narrow(Vector256<int> first, Vector256<int> second, Vector256<int> third, Vector256<int> fourth, int pixel, int channel, int count, bool isPair);
}
