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
        bool unsigned = registers.Flag(r.AType), average = instruction[NpuIsa.Pool.Function] != 0;
        var values = new List<int>();
        for (long y = 0; y < to.Rows; y++)
        {
            for (long x = 0; x < to.Columns; x++)
            {
                for (long i = 0; i < to.Bytes; i++)
                {
                    values.Clear();
                    for (long ky = 0; ky < registers[r.KernelHeight]; ky++)
                    {
                        long row = (y * registers[r.StrideHeight]) + ky - registers[r.PadTop];
                        for (long kx = 0; kx < registers[r.KernelWidth] && row >= 0 && row < from.Rows; kx++)
                        {
                            long column = (x * registers[r.StrideWidth]) + kx - registers[r.PadLeft];
                            if (column >= 0 && column < from.Columns)
                            {
                                values.Add(NpuCore.Value(core.Scratchpad[from.Address + (row * from.RowStride) + (column * from.ColumnStride) + i], unsigned));
                            }
                        }
                    }

                    double value = average ? Average(values, registers) : Maximum(values);
                    value = Math.Max(registers[r.ClampLow], Math.Min(registers[r.ClampHigh], value));
                    core.Scratchpad[to.Address + (y * to.RowStride) + (x * to.ColumnStride) + i] = unchecked((byte)(int)value);
                }
            }
        }
    }

    private static int Maximum(List<int> values)
    {
        int greatest = values[0];
        foreach (int value in values)
        {
            greatest = Math.Max(greatest, value);
        }

        return greatest;
    }

    private static double Average(List<int> values, NpuRegisters registers)
    {
        VectorRegisters r = NpuIsa.VectorRegisters;
        int zero = (int)registers[r.AZero], result = (int)registers[r.OutZero];
        long count = registers.Flag(r.CountPadding) ? registers[r.KernelHeight] * registers[r.KernelWidth] : values.Count;
        if (registers.Flag(r.Rounding))
        {
            long total = 0;
            foreach (int value in values)
            {
                total += value - zero;
            }

            long half = total >= 0 ? count / 2 : -(count / 2);
            return ((total + half) / count) + result;
        }

        float scale = ScaleRules.Single(registers[r.AScale]), sum = 0;
        foreach (int value in values)
        {
            sum = (float)(sum + (float)(scale * (value - zero)));
        }

        float quotient = (float)((float)(sum / count) / ScaleRules.Single(registers[r.OutScale]));
        return Math.Round((double)(float)(quotient + result), MidpointRounding.ToEven);
    }
}
