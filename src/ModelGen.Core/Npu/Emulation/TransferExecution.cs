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
        NpuAccess origin = accesses[0], to = accesses[1];
        core.WeightsVersion += to.Space == NpuSpace.Weights ? 1 : 0;
        byte[] target = core.Bytes(to.Space), source = core.External.Find(origin.Memory, origin.Low, origin.High, out long begin);
        if (instruction[NpuIsa.Load.Compressed] > 0)
        {
            Decode(new WeightStreamDecoder(source, origin.Address - begin, origin.Bytes), target, to);
            return;
        }

        long top = registers[r.PadTop], left = registers[r.PadLeft];
        if (to.Rows == origin.Rows && to.Columns == origin.Columns)
        {
            Copy(source, origin with { Address = origin.Address - begin }, target, to);
            return;
        }

        byte fill = (byte)registers[r.Fill];
        for (long y = 0; y < to.Rows; y++)
        {
            for (long x = 0; x < to.Columns; x++)
            {
                long place = to.Address + (y * to.RowStride) + (x * to.ColumnStride), row = y - top, column = x - left;
                if (row >= 0 && row < origin.Rows && column >= 0 && column < origin.Columns)
                {
                    Array.Copy(source, origin.Address - begin + (row * origin.RowStride) + (column * origin.ColumnStride), target, place, origin.Bytes);
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
        NpuAccess origin = accesses[0], to = accesses[1];
        byte[] target = core.External.Find(to.Memory, to.Low, to.High, out long begin);
        Copy(core.Scratchpad, origin, target, to with { Address = to.Address - begin });
    }

    public static void Move(NpuCore core, NpuInstruction instruction, NpuPoint at)
    {
        List<NpuAccess> accesses = core.Accesses(instruction, at);
        core.WeightsVersion += accesses[1].Space == NpuSpace.Weights ? 1 : 0;
        Copy(core.Scratchpad, accesses[0], core.Bytes(accesses[1].Space), accesses[1]);
    }

    private static void Decode(WeightStreamDecoder decoder, byte[] target, NpuAccess to)
    {
        NpuAccess merged = to.Merged();
        if (merged.Rows == 1 && merged.Columns == 1)
        {
            decoder.Decode(target, merged.Address, merged.Bytes);
            return;
        }

        byte[] bytes = new byte[to.Total];
        decoder.Decode(bytes, 0, bytes.Length);
        Copy(bytes, to with { Address = 0, RowStride = to.Columns * to.Bytes, ColumnStride = to.Bytes }, target, to);
    }

    private static void Copy(byte[] source, NpuAccess origin, byte[] target, NpuAccess to)
    {
        if (origin.ColumnStride == origin.Bytes && to.ColumnStride == to.Bytes)
        {
            origin = origin with { Columns = 1, Bytes = origin.Columns * origin.Bytes };
        }

        for (long y = 0; y < origin.Rows; y++)
        {
            for (long x = 0; x < origin.Columns; x++)
            {
                Array.Copy(
                    source, origin.Address + (y * origin.RowStride) + (x * origin.ColumnStride),
                    target, to.Address + (y * to.RowStride) + (x * to.ColumnStride), origin.Bytes);
            }
        }
    }
}
