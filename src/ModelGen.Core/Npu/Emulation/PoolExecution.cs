using System;
using System.Collections.Generic;

namespace ModelGen.Npu;

/// <summary>POOL.</summary>
internal static class PoolExecution
{
    public static void Execute(NpuCore core, NpuInstruction instruction, NpuPoint at)
    {
        NpuRegisters registers = core.Registers(NpuEngine.Vector);
        VectorRegisters r = NpuIsa.VectorRegisters;
        List<NpuAccess> accesses = core.Accesses(instruction, at);
        NpuAccess from = accesses[0], to = accesses[1];
        bool unsigned = registers.Flag(r.AType), average = instruction[NpuIsa.Pool.Function] != 0, fixedPoint = registers.Flag(r.Rounding), padding = registers.Flag(r.CountPadding);
        int channels = (int)to.Bytes, zero = (int)registers[r.AZero], result = (int)registers[r.OutZero], low = (int)registers[r.ClampLow], high = (int)registers[r.ClampHigh];
        long kernelHeight = registers[r.KernelHeight], kernelWidth = registers[r.KernelWidth], strideHeight = registers[r.StrideHeight], strideWidth = registers[r.StrideWidth];
        long padTop = registers[r.PadTop], padLeft = registers[r.PadLeft];
        float scale = ScaleRules.Single(registers[r.AScale]), outScale = ScaleRules.Single(registers[r.OutScale]);
#if NET
        if (!average && core.Vectors && MaxPoolLanes.Execute(core.Scratchpad, registers, from, to, unsigned))
        {
            return;
        }
#endif
        var whole = new long[channels];
        float[] single = new float[channels];
        for (long y = 0; y < to.Rows; y++)
        {
            long firstRow = Math.Max(0, (y * strideHeight) - padTop), lastRow = Math.Min(from.Rows, (y * strideHeight) - padTop + kernelHeight);
            for (long x = 0; x < to.Columns; x++)
            {
                long firstColumn = Math.Max(0, (x * strideWidth) - padLeft), lastColumn = Math.Min(from.Columns, (x * strideWidth) - padLeft + kernelWidth);
                for (int i = 0; i < channels; i++)
                {
                    whole[i] = average ? 0 : int.MinValue;
                    single[i] = 0;
                }

                for (long row = firstRow; row < lastRow; row++)
                {
                    for (long column = firstColumn; column < lastColumn; column++)
                    {
                        int source = (int)(from.Address + (row * from.RowStride) + (column * from.ColumnStride));
                        for (int i = 0; i < channels; i++)
                        {
                            int value = NpuCore.Value(core.Scratchpad[source + i], unsigned);
                            if (!average)
                            {
                                whole[i] = Math.Max(whole[i], value);
                            }
                            else if (fixedPoint)
                            {
                                whole[i] += value - zero;
                            }
                            else
                            {
                                single[i] = (float)(single[i] + (float)(scale * (value - zero)));
                            }
                        }
                    }
                }

                long count = padding ? kernelHeight * kernelWidth : (lastRow - firstRow) * (lastColumn - firstColumn);
                int target = (int)(to.Address + (y * to.RowStride) + (x * to.ColumnStride));
                for (int i = 0; i < channels; i++)
                {
                    double value = !average ? whole[i] : fixedPoint ? Divide(whole[i], count) + result : Divide(single[i], count, outScale, result);
                    core.Scratchpad[target + i] = unchecked((byte)(int)Math.Max(low, Math.Min(high, value)));
                }
            }
        }
    }

    /// <summary>The quotient, halves away from zero.</summary>
    private static long Divide(long total, long count) => (total + (total >= 0 ? count / 2 : -(count / 2))) / count;

    private static double Divide(float sum, long count, float scale, int zero)
    {
        float quotient = (float)((float)(sum / count) / scale);
        return Math.Round((double)(float)(quotient + zero), MidpointRounding.ToEven);
    }
}
