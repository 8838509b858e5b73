using System;
using System.Collections.Generic;
using ModelGen.Numerics;

namespace ModelGen.Npu;

/// <summary>REQ.</summary>
internal static class RequantizeExecution
{
    public static void Execute(NpuCore core, NpuInstruction instruction, NpuPoint at)
    {
        NpuRegisters registers = core.Registers(NpuEngine.Vector);
        VectorRegisters r = NpuIsa.VectorRegisters;
        List<NpuAccess> accesses = core.Accesses(instruction, at);
        NpuAccess from = accesses[0], parameters = accesses[1], to = accesses[accesses.Count - 1];
        int zero = (int)registers[r.OutZero], low = (int)registers[r.ClampLow], high = (int)registers[r.ClampHigh];
        long table = (registers[r.Table] - 1) * NpuIsa.TableBytes;
        (int Bias, Func<int, int> Apply)[] channels = Channels(core, parameters, (RoundingRule)registers[r.Rounding], zero, low, high);
        for (long y = 0; y < to.Rows; y++)
        {
            for (long x = 0; x < to.Columns; x++)
            {
                long source = (from.Address + (y * from.RowStride) + (x * from.ColumnStride)) / 4, result = to.Address + (y * to.RowStride) + (x * to.ColumnStride);
                for (int i = 0; i < channels.Length; i++)
                {
                    byte value = unchecked((byte)channels[i].Apply(core.Accumulators[source + i] + channels[i].Bias));
                    core.Scratchpad[result + i] = table < 0 ? value : core.Tables[table + value];
                }
            }
        }
    }

    private static (int Bias, Func<int, int> Apply)[] Channels(NpuCore core, NpuAccess parameters, RoundingRule rule, int zero, int low, int high)
    {
        var channels = new (int, Func<int, int>)[parameters.Bytes / NpuIsa.ParameterBytes];
        for (int i = 0; i < channels.Length; i++)
        {
            int place = (int)parameters.Address + (i * NpuIsa.ParameterBytes);
            int bias = Integer(core.Parameters, place), scale = Integer(core.Parameters, place + 4), shift = Integer(core.Parameters, place + 8);
            if (ScaleRules.Defect("scale", rule, scale, shift) is { } defect)
            {
                throw new NpuProgramException($"The parameters of channel {i}, at {place}: {defect}");
            }

            if (rule == RoundingRule.Onnx)
            {
                var requantization = new Requantization(RoundingRule.Onnx, ScaleRules.Single(scale), 1, 1);
                channels[i] = (bias, sum => requantization.Apply(sum, zero, low, high));
            }
            else
            {
                var multiplier = new FixedPointMultiplier(scale, shift);
                channels[i] = (bias, sum => (int)Math.Max(low, Math.Min(high, (long)multiplier.Apply(sum) + zero)));
            }
        }

        return channels;
    }

    private static int Integer(byte[] bytes, int place) => bytes[place] | (bytes[place + 1] << 8) | (bytes[place + 2] << 16) | (bytes[place + 3] << 24);
}
