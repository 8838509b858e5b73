using System;
using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace ModelGen.CompilerServices;

/// <summary>
/// Products of two matrices of bytes, neither of which is known before the network runs: the right one is packed as <see cref="IInt8Tile"/> wants
/// weights, each byte less 128. With a − a₀ and b − b₀, where a₀ and b₀ are the zero points, a sum of products is that of the tile, plus a bias of its
/// column, plus the sum of its row of the left matrix times 128 − b₀.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static unsafe class ByteMatrices
{
    private const int Shift = 128;

    /// <summary>Packs a block of columns of the right matrix.</summary>
    /// <param name="matrix">The first byte of the block.</param>
    /// <param name="rowStride">From row to row, in bytes.</param>
    /// <param name="depth">The rows.</param>
    /// <param name="columns">The columns of the block, 1 to 16.</param>
    /// <param name="leftZeroPoint">The zero point of the left matrix.</param>
    /// <param name="rightZeroPoint">The zero point of this matrix.</param>
    /// <param name="weights">Receives 64 bytes for each four rows; what is beyond the matrix is 0.</param>
    /// <param name="bias">Receives the bias of each of 16 columns; that of columns beyond the matrix says nothing.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Pack(ref byte matrix, nint rowStride, int depth, int columns, int leftZeroPoint, int rightZeroPoint, ref byte weights, ref int bias)
    {
        byte* source = (byte*)Unsafe.AsPointer(ref matrix), target = (byte*)Unsafe.AsPointer(ref weights);
        int whole = columns == Int8TileArguments.BlockChannels ? depth / Int8TileArguments.QuadLength : 0;
        ByteInterleave.Run(
            source,
            source + rowStride,
            source + (2 * rowStride),
            source + (3 * rowStride),
            whole,
            Int8TileArguments.QuadLength * rowStride,
            Int8TileArguments.BlockChannels,
            target,
            Vector128<byte>.Count,
            Int8TileArguments.QuadBytes);
        for (byte* line = target, end = target + ((nint)whole * Int8TileArguments.QuadBytes); line < end; line += Vector128<byte>.Count)
        {
            (Vector128.Load(line) ^ Vector128.Create((byte)Shift)).Store(line);
        }

        int quads = (depth + Int8TileArguments.QuadLength - 1) / Int8TileArguments.QuadLength;
        PackPart(source, rowStride, depth, columns, whole, target);
        StoreBias(target, quads, leftZeroPoint, unchecked(depth * leftZeroPoint * (rightZeroPoint - Shift)), ref bias);
    }

    /// <summary>The terms of the rows of a tile: the sum of the bytes of each times a factor.</summary>
    /// <param name="tile">A tile whose pixels are set.</param>
    /// <param name="pixels">Its pixels, each a row of the left matrix.</param>
    /// <param name="length">The bytes of a row.</param>
    /// <param name="factor">The factor: 128 less the zero point of the right matrix.</param>
    /// <param name="terms">Receives a term for each pixel.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void SumRows(ref Int8TileArguments tile, int pixels, int length, int factor, ref int terms)
    {
        for (int pixel = 0; pixel < pixels; pixel++)
        {
            Unsafe.Add(ref terms, pixel) = unchecked((int)Sum(tile.Pixel(pixel), length) * factor);
        }
    }

    /// <summary>Adds the terms of rows to the sums of a tile.</summary>
    /// <param name="tile">A tile whose sums were computed.</param>
    /// <param name="pixels">Its pixels.</param>
    /// <param name="blocks">Its blocks of 16 channels.</param>
    /// <param name="terms">The term of each pixel.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AddRows(ref Int8TileArguments tile, int pixels, int blocks, ref int terms)
    {
        int* sums = tile.Sums;
        for (int pixel = 0; pixel < pixels; pixel++)
        {
            Vector256<int> term = Vector256.Create(Unsafe.Add(ref terms, pixel));
            for (int block = 0; block < blocks; block++, sums += Int8TileArguments.BlockChannels)
            {
                (Vector256.Load(sums) + term).Store(sums);
                (Vector256.Load(sums + Vector256<int>.Count) + term).Store(sums + Vector256<int>.Count);
            }
        }
    }

    /// <summary>Packs the quads from one on, element by element.</summary>
    private static void PackPart(byte* source, nint rowStride, int depth, int columns, int firstQuad, byte* target)
    {
        for (int quad = firstQuad; quad * Int8TileArguments.QuadLength < depth; quad++)
        {
            byte* line = target + ((nint)quad * Int8TileArguments.QuadBytes);
            new Span<byte>(line, Int8TileArguments.QuadBytes).Clear();
            int first = quad * Int8TileArguments.QuadLength, rows = Math.Min(Int8TileArguments.QuadLength, depth - first);
            for (int row = 0; row < rows; row++)
            {
                byte* values = source + ((first + row) * rowStride);
                for (int column = 0; column < columns; column++)
                {
                    line[(column * Int8TileArguments.QuadLength) + row] = (byte)(values[column] ^ Shift);
                }
            }
        }
    }

    /// <summary>Stores a constant less a factor times the sum of each column's weights.</summary>
    private static void StoreBias(byte* weights, int quads, int factor, int constant, ref int bias)
    {
        uint one = 0x01010101;
        EvenOdd<Vector128<short>> ones = PairDot128.Activations((byte*)&one);
        for (int lane = 0; lane < Int8TileArguments.BlockChannels; lane += PairDot128.Lanes)
        {
            Vector128<int> sum = Vector128<int>.Zero;
            byte* line = weights + (lane * Int8TileArguments.QuadLength);
            for (int quad = 0; quad < quads; quad++, line += Int8TileArguments.QuadBytes)
            {
                sum = PairDot128.Add(sum, ones, PairDot128.Weights(line));
            }

            (Vector128.Create(constant) - (sum * factor)).StoreUnsafe(ref bias, (nuint)lane);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Sum(byte* values, int length)
    {
        Vector128<uint> sums = Vector128<uint>.Zero;
        int i = 0;
        for (; i + Vector128<byte>.Count <= length; i += Vector128<byte>.Count)
        {
            (Vector128<ushort> low, Vector128<ushort> high) = Vector128.Widen(Vector128.Load(values + i));
            (Vector128<uint> first, Vector128<uint> second) = Vector128.Widen(low + high);
            sums += first + second;
        }

        uint sum = Vector128.Sum(sums);
        for (; i < length; i++)
        {
            sum += values[i];
        }

        return sum;
    }
}
