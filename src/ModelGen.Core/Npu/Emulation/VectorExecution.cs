using System;
using System.Collections.Generic;

namespace ModelGen.Npu;

/// <summary>VEC and RED.</summary>
internal static class VectorExecution
{
    public static void Combine(NpuCore core, NpuInstruction instruction, NpuPoint at)
    {
        List<NpuAccess> accesses = core.Accesses(instruction, at);
        NpuAccess a = accesses[0], b = NpuIsa.Vector.IsBinary(instruction) ? accesses[1] : a, to = accesses[accesses.Count - 1];
        var function = new VectorFunction(core.Registers(NpuEngine.Vector), (NpuVectorFunction)instruction[NpuIsa.Vector.Function], core.Tables, core.Vectors);
        to = Merged(a, b, to);
        for (long y = 0; y < to.Rows; y++)
        {
            for (long x = 0; x < to.Columns; x++)
            {
                function.Apply(
                    core.Scratchpad,
                    (int)(a.Address + (y * a.RowStride) + (x * a.ColumnStride)),
                    (int)(b.Address + (y * b.RowStride) + (x * b.ColumnStride)),
                    (int)(to.Address + (y * to.RowStride) + (x * to.ColumnStride)),
                    (int)to.Bytes);
            }
        }
    }

    /// <summary>A result whose columns are one where they touch in all tensors, and its rows as well.</summary>
    private static NpuAccess Merged(NpuAccess a, NpuAccess b, NpuAccess to)
    {
        if (a.ColumnStride != to.Bytes || b.ColumnStride != to.Bytes || to.ColumnStride != to.Bytes)
        {
            return to;
        }

        long row = to.Columns * to.Bytes;
        return a.RowStride == row && b.RowStride == row && to.RowStride == row
            ? to with { Rows = 1, Columns = 1, Bytes = to.Rows * row }
            : to with { Columns = 1, Bytes = row };
    }

    public static void Reduce(NpuCore core, NpuInstruction instruction, NpuPoint at)
    {
        NpuRegisters registers = core.Registers(NpuEngine.Vector);
        VectorRegisters r = NpuIsa.VectorRegisters;
        List<NpuAccess> accesses = core.Accesses(instruction, at);
        NpuAccess from = accesses[0], to = accesses[1];
        bool max = instruction[NpuIsa.Reduce.Function] != 0, channels = instruction[NpuIsa.Reduce.Axis] != 0, unsigned = registers.Flag(r.AType);
        int zero = (int)registers[r.AZero];
        for (long y = 0; y < from.Rows; y++)
        {
            for (long x = 0; x < from.Columns; x++)
            {
                for (long i = 0; i < from.Bytes; i++)
                {
                    int value = NpuCore.Value(core.Scratchpad[from.Address + (y * from.RowStride) + (x * from.ColumnStride) + i], unsigned) - zero;
                    long target = (channels ? to.Address + (y * to.RowStride) + (x * to.ColumnStride) : to.Address + (4 * i)) / 4;
                    bool first = channels ? i == 0 : y == 0 && x == 0;
                    int sum = core.Accumulators[target];
                    core.Accumulators[target] = first ? value : max ? Math.Max(sum, value) : unchecked(sum + value);
                }
            }
        }
    }
}
