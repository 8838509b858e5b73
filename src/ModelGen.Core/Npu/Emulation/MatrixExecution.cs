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
        bool unsigned = registers.Flag(r.WeightType);
        int zero = (int)registers[r.WeightZero];
        for (int o = 0; o < weights.Columns; o++)
        {
            for (int i = 0; i < weights.Rows; i++)
            {
                byte weight = core.Weights[weights.Address + (i * weights.RowStride) + (o * weights.ColumnStride)];
                core.Array[(o * weights.Rows) + i] = NpuCore.Value(weight, unsigned) - zero;
            }
        }

#if NET
        core.Products?.Preload(core, (int)weights.Rows, (int)weights.Columns);
#endif
    }

    public static void Multiply(NpuCore core, NpuInstruction instruction, NpuPoint at)
    {
        NpuRegisters registers = core.Registers(NpuEngine.Matrix);
        MatrixRegisters r = NpuIsa.MatrixRegisters;
        List<NpuAccess> accesses = core.Accesses(instruction, at);
        NpuAccess source = accesses[0], target = accesses[accesses.Count - 1];
        bool accumulate = instruction[NpuIsa.Multiply.Accumulate] != 0, unsigned = registers.Flag(r.InputType);
        int width = (int)instruction[NpuIsa.Multiply.Width], zero = (int)registers[r.InputZero];
#if NET
        if (core.Products is { } products && products.Multiply(core, source, target, width, unsigned, zero, accumulate))
        {
            return;
        }
#endif
        PlainProducts.Multiply(core, source, target, width, unsigned, zero, accumulate);
    }

    public static void Convolve(NpuCore core, NpuInstruction instruction, NpuPoint at)
    {
        WindowWork work = Work(core, instruction, at, instruction[NpuIsa.Convolve.Accumulate] != 0);
#if NET
        if (core.Products is { } products && products.Convolve(core, work))
        {
            return;
        }
#endif
        PlainProducts.Convolve(core, work);
    }

    public static void Depthwise(NpuCore core, NpuInstruction instruction, NpuPoint at)
    {
        WindowWork work = Work(core, instruction, at, instruction[NpuIsa.Depthwise.Accumulate] != 0);
        int multiplier = (int)instruction[NpuIsa.Depthwise.Multiplier];
#if NET
        if (multiplier == 1 && core.Products is { } products && products.Depthwise(core, work))
        {
            return;
        }
#endif
        PlainProducts.Depthwise(core, work, multiplier);
    }

    private static WindowWork Work(NpuCore core, NpuInstruction instruction, NpuPoint at, bool accumulate)
    {
        List<NpuAccess> accesses = core.Accesses(instruction, at);
        return new WindowWork(core.Registers(NpuEngine.Matrix), accesses[0], accesses[1], accesses[accesses.Count - 1], accumulate);
    }
}
