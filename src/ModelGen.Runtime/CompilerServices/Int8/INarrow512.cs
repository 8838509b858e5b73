using System.Runtime.Intrinsics;

namespace ModelGen.CompilerServices;

/// <summary>How <see cref="Requantize512"/> makes bytes of the scaled sums of four vectors, which belong to one pixel, two or four.</summary>
internal interface INarrow512
{
    /// <summary>The bytes of the vectors, in order.</summary>
    /// <param name="first">The first vector: without the zero point, at most the greatest result.</param>
    /// <param name="second">The second.</param>
    /// <param name="third">The third.</param>
    /// <param name="fourth">The fourth.</param>
    /// <param name="pixel">The first pixel that they belong to.</param>
    Vector512<byte> Narrow(Vector512<int> first, Vector512<int> second, Vector512<int> third, Vector512<int> fourth, int pixel);
}
