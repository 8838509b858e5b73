using System;
using System.Collections.Generic;

namespace ModelGen.Npu;

/// <summary>PRELOAD, MM, CONV and DWCONV.</summary>
internal static class MatrixExecution
{
    public static void Preload(NpuCore core, NpuInstruction instruction, NpuPoint at)
    {
        NpuRegisters registers = core.Registers(NpuEngine.Matrix);
        MatrixRegisters r = NpuIsa.MatrixRegisters;
        NpuAccess weights = core.Accesses(instruction, at)[0];
        for (int o = 0; o < weights.Columns; o++)
        {
            for (int i = 0; i < weights.Rows; i++)
            {
                byte weight = core.Weights[weights.Address + (i * weights.RowStride) + (o * weights.ColumnStride)];
                core.Array[(o * weights.Rows) + i] = NpuCore.Value(weight, registers.Flag(r.WeightType)) - (int)registers[r.WeightZero];
            }
        }
    }

    public static void Multiply(NpuCore core, NpuInstruction instruction, NpuPoint at)
    {
        NpuRegisters registers = core.Registers(NpuEngine.Matrix);
        MatrixRegisters r = NpuIsa.MatrixRegisters;
        List<NpuAccess> accesses = core.Accesses(instruction, at);
        NpuAccess source = accesses[0], target = accesses[accesses.Count - 1];
        int depth = (int)instruction[NpuIsa.Multiply.Depth], width = (int)instruction[NpuIsa.Multiply.Width];
        bool accumulate = instruction[NpuIsa.Multiply.Accumulate] != 0, unsigned = registers.Flag(r.InputType);
        int zero = (int)registers[r.InputZero];
        for (long row = 0; row < source.Rows; row++)
        {
            long x = source.Address + (row * source.RowStride), a = (target.Address + (row * target.ColumnStride)) / 4;
            for (int o = 0; o < width; o++)
            {
                int sum = accumulate ? core.Accumulators[a + o] : 0;
                for (int i = 0; i < depth; i++)
                {
                    sum = unchecked(sum + ((NpuCore.Value(core.Scratchpad[x + i], unsigned) - zero) * core.Array[(o * depth) + i]));
                }

                core.Accumulators[a + o] = sum;
            }
        }
    }

    public static void Convolve(NpuCore core, NpuInstruction instruction, NpuPoint at) =>
        Window(core, instruction, at, instruction[NpuIsa.Convolve.Accumulate] != 0, (operands, s, weights, k, a) =>
        {
            int depth = (int)instruction[NpuIsa.Convolve.InChannels];
            core.Mac.Accumulate(operands, s, weights + (k * depth * operands.WeightRow), a, depth, (int)instruction[NpuIsa.Convolve.OutChannels]);
        });

    public static void Depthwise(NpuCore core, NpuInstruction instruction, NpuPoint at) =>
        Window(core, instruction, at, instruction[NpuIsa.Depthwise.Accumulate] != 0, (operands, s, weights, k, a) =>
        {
            int multiplier = (int)instruction[NpuIsa.Depthwise.Multiplier];
            long row = weights + (k * operands.WeightRow);
            for (int i = 0; i < instruction[NpuIsa.Depthwise.Channels]; i++)
            {
                core.Mac.Accumulate(operands, s + i, row + (i * multiplier * operands.WeightColumn), a + (i * multiplier), 1, multiplier);
            }
        });

    /// <summary>Calls back for each output position and kernel position inside of the input, with the first input byte, the kernel position and the first accumulator.</summary>
    private static void Window(NpuCore core, NpuInstruction instruction, NpuPoint at, bool accumulate, Action<MacOperands, long, long, long, long> position)
    {
        NpuRegisters registers = core.Registers(NpuEngine.Matrix);
        MatrixRegisters r = NpuIsa.MatrixRegisters;
        List<NpuAccess> accesses = core.Accesses(instruction, at);
        NpuAccess source = accesses[0], weights = accesses[1], target = accesses[accesses.Count - 1];
        var operands = new MacOperands(
            core.Scratchpad, registers.Flag(r.InputType), (int)registers[r.InputZero],
            core.Weights, registers.Flag(r.WeightType), (int)registers[r.WeightZero], registers[r.WeightRow], registers[r.WeightColumn], core.Accumulators);
        for (long y = 0; y < target.Rows; y++)
        {
            for (long x = 0; x < target.Columns; x++)
            {
                long a = (target.Address + (y * target.RowStride) + (x * target.ColumnStride)) / 4;
                if (!accumulate)
                {
                    Array.Clear(core.Accumulators, (int)a, (int)(target.Bytes / 4));
                }

                for (long ky = 0; ky < registers[r.KernelHeight]; ky++)
                {
                    long row = (y * registers[r.StrideHeight]) + (ky * registers[r.DilationHeight]) - registers[r.PadTop];
                    for (long kx = 0; kx < registers[r.KernelWidth]; kx++)
                    {
                        long column = (x * registers[r.StrideWidth]) + (kx * registers[r.DilationWidth]) - registers[r.PadLeft];
                        if (row >= 0 && row < source.Rows && column >= 0 && column < source.Columns)
                        {
                            position(
                                operands, source.Address + (row * source.RowStride) + (column * source.ColumnStride), weights.Address,
                                (ky * registers[r.KernelWidth]) + kx, a);
                        }
                    }
                }
            }
        }
    }
}
