using System;
using System.Collections.Generic;
using ModelGen.Numerics;
#if NET
using System.Runtime.Intrinsics;
#endif

namespace ModelGen.Npu;

/// <summary>REQ.</summary>
internal static class RequantizeExecution
{
    public static void Execute(NpuCore core, NpuInstruction instruction, NpuPoint at)
    {
        NpuRegisters registers = core.Registers(NpuEngine.Vector);
        VectorRegisters r = NpuIsa.VectorRegisters;
        List<NpuAccess> accesses = core.Accesses(instruction, at);
        NpuAccess from = accesses[0], to = accesses[accesses.Count - 1];
        int zero = (int)registers[r.OutZero], low = (int)registers[r.ClampLow], high = (int)registers[r.ClampHigh];
        int table = ((int)registers[r.Table] - 1) * NpuIsa.TableBytes;
        Channels channels = Read(core, accesses[1], (RoundingRule)registers[r.Rounding]);
        for (long y = 0; y < to.Rows; y++)
        {
            for (long x = 0; x < to.Columns; x++)
            {
                int source = (int)((from.Address + (y * from.RowStride) + (x * from.ColumnStride)) / 4), result = (int)(to.Address + (y * to.RowStride) + (x * to.ColumnStride));
                if (channels.Scales is { } scales)
                {
                    Scale(core, source, result, channels.Bias, scales, zero, low, high);
                }
                else
                {
                    Multiply(core, source, result, channels, zero, low, high);
                }

                for (int i = 0; table >= 0 && i < channels.Bias.Length; i++)
                {
                    core.Scratchpad[result + i] = core.Tables[table + core.Scratchpad[result + i]];
                }
            }
        }
    }

    /// <summary>round(fl(fl(sum) · scale)) + zero within [low, high]; the bounds are whole numbers, so it may be clamped before it is rounded.</summary>
    private static void Scale(NpuCore core, int source, int result, int[] bias, float[] scales, int zero, int low, int high)
    {
        int i = 0;
#if NET
        if (core.Vectors)
        {
            Vector256<int> zeros = Vector256.Create(zero);
            for (; i + 8 <= bias.Length; i += 8)
            {
                Vector256<int> sum = Vector256.Create<int>(core.Accumulators.AsSpan(source + i, 8)) + Vector256.Create<int>(bias.AsSpan(i, 8));
                Vector256<float> scaled = Vector256.ConvertToSingle(sum) * Vector256.Create<float>(scales.AsSpan(i, 8));
                ByteLanes.Store(core.Scratchpad, result + i, ByteLanes.Round(scaled, low - zero, high - zero) + zeros);
            }
        }
#endif
        for (; i < bias.Length; i++)
        {
            double rounded = Math.Round((double)(float)((float)unchecked(core.Accumulators[source + i] + bias[i]) * scales[i]), MidpointRounding.ToEven);
            core.Scratchpad[result + i] = unchecked((byte)(int)Math.Max(low, Math.Min(high, rounded + zero)));
        }
    }

    private static void Multiply(NpuCore core, int source, int result, in Channels channels, int zero, int low, int high)
    {
        int i = 0;
#if NET
        for (int group = 0; group < channels.Lanes.Length; group++, i += 8)
        {
            Vector256<int> sum = Vector256.Create<int>(core.Accumulators.AsSpan(source + i, 8)) + Vector256.Create<int>(channels.Bias.AsSpan(i, 8));
            ByteLanes.Store(core.Scratchpad, result + i, ByteLanes.Clamp(channels.Lanes[group].Apply(sum), low - zero, high - zero) + Vector256.Create(zero));
        }
#endif
        for (; i < channels.Bias.Length; i++)
        {
            long value = (long)channels.Multipliers[i].Apply(unchecked(core.Accumulators[source + i] + channels.Bias[i])) + zero;
            core.Scratchpad[result + i] = unchecked((byte)Math.Max(low, Math.Min(high, value)));
        }
    }

    private static Channels Read(NpuCore core, NpuAccess parameters, RoundingRule rule)
    {
        int count = (int)parameters.Bytes / NpuIsa.ParameterBytes;
        var channels = new Channels(new int[count], rule == RoundingRule.Onnx ? new float[count] : null, rule == RoundingRule.Onnx ? [] : new FixedPointMultiplier[count]);
        for (int i = 0; i < count; i++)
        {
            int place = (int)parameters.Address + (i * NpuIsa.ParameterBytes);
            int scale = Integer(core.Parameters, place + 4), shift = Integer(core.Parameters, place + 8);
            if (ScaleRules.Defect("scale", rule, scale, shift) is { } defect)
            {
                throw new NpuProgramException($"The parameters of channel {i}, at {place}: {defect}");
            }

            channels.Bias[i] = Integer(core.Parameters, place);
            if (channels.Scales is { } scales)
            {
                scales[i] = ScaleRules.Single(scale);
            }
            else
            {
                channels.Multipliers[i] = new FixedPointMultiplier(scale, shift);
            }
        }

#if NET
        if (core.Vectors && FixedPointLanes.IsSupported && channels.Scales is null)
        {
            channels = channels with { Lanes = new FixedPointLanes[count / 8] };
            for (int group = 0; group < channels.Lanes.Length; group++)
            {
                channels.Lanes[group] = new FixedPointLanes(channels.Multipliers.AsSpan(8 * group, 8));
            }
        }
#endif
        return channels;
    }

    private static int Integer(byte[] bytes, int place) => bytes[place] | (bytes[place + 1] << 8) | (bytes[place + 2] << 16) | (bytes[place + 3] << 24);

    /// <summary>Biases, and either scales or multipliers.</summary>
    private readonly record struct Channels(int[] Bias, float[]? Scales, FixedPointMultiplier[] Multipliers)
    {
#if NET
        /// <summary>The multipliers by eights, as far as they go; none where they are applied one by one.</summary>
        public FixedPointLanes[] Lanes { get; init; } = [];
#endif
    }
}
