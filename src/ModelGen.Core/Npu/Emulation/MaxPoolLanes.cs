#if NET
using System;
using System.Runtime.Intrinsics;

namespace ModelGen.Npu;

/// <summary>Maxima over windows, 32 channels at a time.</summary>
internal static class MaxPoolLanes
{
    /// <summary>Executes a POOL, unless its result lies over its input, or its bounds are beyond all values of its input: whether it has.</summary>
    public static bool Execute(byte[] bytes, NpuRegisters registers, NpuAccess input, NpuAccess to, bool unsigned)
    {
        VectorRegisters r = NpuIsa.VectorRegisters;
        int least = unsigned ? 0 : sbyte.MinValue, low = (int)registers[r.ClampLow], high = (int)registers[r.ClampHigh];
        if ((input.Low < to.High && to.Low < input.High) || low > least + 255 || high < least)
        {
            return false;
        }

        // Raw bytes in the order of their values.
        byte flip = unsigned ? (byte)0 : (byte)128, lowest = (byte)(Math.Max(low, least) - least), highest = (byte)(Math.Min(high, least + 255) - least);
        long kernelHeight = registers[r.KernelHeight], kernelWidth = registers[r.KernelWidth], strideHeight = registers[r.StrideHeight], strideWidth = registers[r.StrideWidth];
        long padTop = registers[r.PadTop], padLeft = registers[r.PadLeft];
        for (long y = 0; y < to.Rows; y++)
        {
            long top = (y * strideHeight) - padTop, firstRow = Math.Max(0, top), rows = Math.Min(input.Rows, top + kernelHeight) - firstRow;
            for (long x = 0; x < to.Columns; x++)
            {
                long left = (x * strideWidth) - padLeft, firstColumn = Math.Max(0, left), columns = Math.Min(input.Columns, left + kernelWidth) - firstColumn;
                NpuAccess window = input with { Address = input.Address + (firstRow * input.RowStride) + (firstColumn * input.ColumnStride), Rows = rows, Columns = columns };
                Window(bytes, window, (int)(to.Address + (y * to.RowStride) + (x * to.ColumnStride)), (int)to.Bytes, flip, lowest, highest);
            }
        }

        return true;
    }

    private static void Window(byte[] bytes, in NpuAccess window, int target, int channels, byte flip, byte lowest, byte highest)
    {
        int i = 0;
        for (; i + 32 <= channels; i += 32)
        {
            Vector256<byte> flips = Vector256.Create(flip), greatest = Vector256.Create(lowest);
            for (long row = 0; row < window.Rows; row++)
            {
                int source = (int)(window.Address + (row * window.RowStride)) + i;
                for (long column = 0; column < window.Columns; column++, source += (int)window.ColumnStride)
                {
                    greatest = Vector256.Max(greatest, Vector256.Create<byte>(bytes.AsSpan(source, 32)) ^ flips);
                }
            }

            (Vector256.Min(greatest, Vector256.Create(highest)) ^ flips).CopyTo(bytes, target + i);
        }

        for (; i < channels; i++)
        {
            byte greatest = lowest;
            for (long row = 0; row < window.Rows; row++)
            {
                int source = (int)(window.Address + (row * window.RowStride)) + i;
                for (long column = 0; column < window.Columns; column++, source += (int)window.ColumnStride)
                {
                    greatest = Math.Max(greatest, (byte)(bytes[source] ^ flip));
                }
            }

            bytes[target + i] = (byte)(Math.Min(greatest, highest) ^ flip);
        }
    }
}
#endif
