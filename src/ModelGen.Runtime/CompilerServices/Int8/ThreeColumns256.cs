using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace ModelGen.CompilerServices;

/// <summary>
/// The sums of depthwise windows of three columns of one quad with AVX2: every column is widened once for the windows that it belongs to, and
/// the weights stay in registers.
/// </summary>
internal static unsafe class ThreeColumns256
{
    private const int Lanes = 8, Vectors = 4, Vector = 32, Column = Vectors * Vector, Columns = 3, Strip = Vectors * Lanes;

    /// <summary>Whether the windows are such ones.</summary>
    public static bool Applies(Int8DepthwiseArguments* a) => a->Width == Columns && a->Quads == 1 && a->TapStep == 1 && a->ColumnStep is 1 or 2;

    /// <summary>The sums of all rows.</summary>
    /// <param name="a">The windows.</param>
    /// <param name="band">The columns of quads, <c>[column][channels of the strip][4]</c>.</param>
    /// <param name="rows">The rows of the result.</param>
    /// <param name="pixels">The pixels of each row.</param>
    /// <param name="sums"><c>[row][pixel][channels of the strip]</c>.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Sum(Int8DepthwiseArguments* a, byte* band, int rows, int pixels, int* sums)
    {
        for (int row = 0; row < rows; row++, sums += pixels * Strip)
        {
            byte* weights = a->Weights + (row * Columns * Column);
            for (int vector = 0; vector < Vectors; vector++)
            {
                if (a->ColumnStep == 1)
                {
                    Neighbours(weights + (vector * Vector), band + (vector * Vector), pixels, sums + (vector * Lanes));
                }
                else
                {
                    EverySecond(weights + (vector * Vector), band + (vector * Vector), pixels, sums + (vector * Lanes));
                }
            }
        }
    }

    /// <summary>Windows that begin with every column.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Neighbours(byte* weights, byte* band, int pixels, int* sums)
    {
        EvenOdd<Vector256<short>> left = PairDot256.Weights(weights), middle = PairDot256.Weights(weights + Column), right = PairDot256.Weights(weights + (2 * Column));
        EvenOdd<Vector256<short>> x = PairDot256.Quads(band);
        Vector256<int> previous = Product(x, left);
        x = PairDot256.Quads(band + Column);
        Vector256<int> last = PairDot256.Add(previous, x, middle);
        previous = Product(x, left);
        band += 2 * Column;
        for (int pixel = 0; pixel < pixels; pixel++, band += Column, sums += Strip)
        {
            x = PairDot256.Quads(band);
            PairDot256.Add(last, x, right).Store(sums);
            last = PairDot256.Add(previous, x, middle);
            previous = Product(x, left);
        }
    }

    /// <summary>Windows that begin with every second column.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void EverySecond(byte* weights, byte* band, int pixels, int* sums)
    {
        EvenOdd<Vector256<short>> left = PairDot256.Weights(weights), middle = PairDot256.Weights(weights + Column), right = PairDot256.Weights(weights + (2 * Column));
        Vector256<int> sum = Product(PairDot256.Quads(band), left);
        band += Column;
        for (int pixel = 0; pixel < pixels; pixel++, band += 2 * Column, sums += Strip)
        {
            sum = PairDot256.Add(sum, PairDot256.Quads(band), middle);
            EvenOdd<Vector256<short>> x = PairDot256.Quads(band + Column);
            PairDot256.Add(sum, x, right).Store(sums);
            sum = Product(x, left);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<int> Product(EvenOdd<Vector256<short>> x, EvenOdd<Vector256<short>> weights) =>
        Avx2.MultiplyAddAdjacent(x.Even, weights.Even) + Avx2.MultiplyAddAdjacent(x.Odd, weights.Odd);
}
