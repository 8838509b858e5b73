using System;
using System.Collections.Generic;

namespace ModelGen.Npu;

/// <summary>LD, ST and MVX.</summary>
internal static class TransferExecution
{
    public static void Load(NpuCore core, NpuInstruction instruction, NpuPoint at)
    {
        NpuRegisters registers = core.Registers(NpuEngine.Load);
        DmaRegisters r = NpuIsa.LoadRegisters;
        List<NpuAccess> accesses = core.Accesses(instruction, at);
        NpuAccess from = accesses[0], to = accesses[1];
        byte[] target = core.Bytes(to.Space), source = core.External.Find(from.Memory, from.Low, from.High, out long begin);
        long top = registers[r.PadTop], left = registers[r.PadLeft];
        byte fill = (byte)registers[r.Fill];
        for (long y = 0; y < to.Rows; y++)
        {
            for (long x = 0; x < to.Columns; x++)
            {
                long place = to.Address + (y * to.RowStride) + (x * to.ColumnStride), row = y - top, column = x - left;
                if (row >= 0 && row < from.Rows && column >= 0 && column < from.Columns)
                {
                    Array.Copy(source, from.Address - begin + (row * from.RowStride) + (column * from.ColumnStride), target, place, from.Bytes);
                }
                else
                {
                    for (long i = 0; i < to.Bytes; i++)
                    {
                        target[place + i] = fill;
                    }
                }
            }
        }
    }

    public static void Store(NpuCore core, NpuInstruction instruction, NpuPoint at)
    {
        List<NpuAccess> accesses = core.Accesses(instruction, at);
        NpuAccess from = accesses[0], to = accesses[1];
        byte[] target = core.External.Find(to.Memory, to.Low, to.High, out long begin);
        Copy(core.Scratchpad, from, target, to with { Address = to.Address - begin });
    }

    public static void Move(NpuCore core, NpuInstruction instruction, NpuPoint at)
    {
        List<NpuAccess> accesses = core.Accesses(instruction, at);
        Copy(core.Scratchpad, accesses[0], core.Bytes(accesses[1].Space), accesses[1]);
    }

    private static void Copy(byte[] source, NpuAccess from, byte[] target, NpuAccess to)
    {
        for (long y = 0; y < from.Rows; y++)
        {
            for (long x = 0; x < from.Columns; x++)
            {
                Array.Copy(
                    source, from.Address + (y * from.RowStride) + (x * from.ColumnStride),
                    target, to.Address + (y * to.RowStride) + (x * to.ColumnStride), from.Bytes);
            }
        }
    }
}
