using System;
using ModelGen.Numerics;

namespace ModelGen.Npu;

/// <summary>
/// What a VEC computes of each element. What depends on one operand alone is computed once for each of its 256 values.
/// </summary>
internal sealed partial class VectorFunction
{
    private readonly NpuVectorFunction function;
    private readonly bool fixedPoint, aUnsigned, bUnsigned;
    private readonly int zero, low, high, aZero, bZero, sign, shift;
    private readonly float scale, rightScale, offset;
    private readonly FixedPointMultiplier multiplier, aMultiplier, bMultiplier;
    private readonly int[] left = new int[256], right = new int[256];
    private readonly float[] single = new float[256];
    private readonly byte[] unary = new byte[256];

    public VectorFunction(NpuRegisters registers, NpuVectorFunction function, byte[] tables, bool vectors)
    {
        VectorRegisters r = NpuIsa.VectorRegisters;
        this.function = function;
        fixedPoint = registers.Flag(r.Rounding);
        (zero, low, high) = ((int)registers[r.OutZero], (int)registers[r.ClampLow], (int)registers[r.ClampHigh]);
        bool sum = function is NpuVectorFunction.Add or NpuVectorFunction.Sub, scaled = sum || function is NpuVectorFunction.Mul or NpuVectorFunction.Rescale;
        scale = ScaleRules.Single(sum ? registers[r.AScale] : registers[r.OutScale]);
        (offset, rightScale) = (ScaleRules.Single(registers[r.OutScale]), ScaleRules.Single(registers[r.BScale]));
        multiplier = scaled && fixedPoint ? Fixed(registers, r.OutScale, r.OutShift) : default;
        (aMultiplier, bMultiplier) = (Fixed(registers, r.AScale, r.AShift), Fixed(registers, r.BScale, r.BShift));
        sign = function == NpuVectorFunction.Sub ? -1 : 1;
        (shift, aZero, bZero) = ((int)registers[r.LeftShift], (int)registers[r.AZero], (int)registers[r.BZero]);
        (aUnsigned, bUnsigned) = (registers.Flag(r.AType), registers.Flag(r.BType));
#if NET
        lanes = vectors && FixedPointLanes.IsSupported ? new Lanes(this) : null;
#endif
        for (int i = 0; i < 256; i++)
        {
            int x = NpuCore.Value((byte)i, aUnsigned), y = NpuCore.Value((byte)i, bUnsigned);
            switch (function)
            {
                case NpuVectorFunction.Add or NpuVectorFunction.Sub when fixedPoint:
                    (left[i], right[i]) = (aMultiplier.Apply((x - aZero) << shift), sign * bMultiplier.Apply((y - bZero) << shift));
                    break;
                case NpuVectorFunction.Add or NpuVectorFunction.Sub:
                    (left[i], single[i]) = (x, Fused(sign * y, rightScale, offset));
                    break;
                case NpuVectorFunction.Mul:
                    (left[i], right[i]) = (x - aZero, y - bZero);
                    break;
                case NpuVectorFunction.Max or NpuVectorFunction.Min:
                    (left[i], right[i]) = (x, y);
                    break;
                case NpuVectorFunction.Rescale:
                    unary[i] = Clamp(fixedPoint ? multiplier.Apply(x - aZero) : Math.Round((double)(float)((x - aZero) * scale), MidpointRounding.ToEven), zero);
                    break;
                default:
                    unary[i] = tables[((registers[r.Table] - 1) * NpuIsa.TableBytes) + i];
                    break;
            }
        }
    }

    /// <summary>Computes contiguous elements in ascending order.</summary>
    public void Apply(byte[] bytes, int a, int b, int to, int count)
    {
#if NET
        if (lanes is not null)
        {
            int done = lanes.Apply(bytes, a, b, to, count);
            (a, b, to, count) = (a + done, b + done, to + done, count - done);
        }
#endif
        switch (function)
        {
            case NpuVectorFunction.Add or NpuVectorFunction.Sub when fixedPoint:
                for (int i = 0; i < count; i++)
                {
                    bytes[to + i] = Clamp(multiplier.Apply(unchecked(left[bytes[a + i]] + right[bytes[b + i]])), zero);
                }

                break;
            case NpuVectorFunction.Add or NpuVectorFunction.Sub:
                for (int i = 0; i < count; i++)
                {
                    bytes[to + i] = Clamp(Math.Round((double)Fused(left[bytes[a + i]], scale, single[bytes[b + i]]), MidpointRounding.ToEven), 0);
                }

                break;
            case NpuVectorFunction.Mul when fixedPoint:
                for (int i = 0; i < count; i++)
                {
                    bytes[to + i] = Clamp(multiplier.Apply(left[bytes[a + i]] * right[bytes[b + i]]), zero);
                }

                break;
            case NpuVectorFunction.Mul:
                for (int i = 0; i < count; i++)
                {
                    float product = (float)(left[bytes[a + i]] * right[bytes[b + i]] * scale);
                    bytes[to + i] = Clamp(Math.Round((double)(float)(product + zero), MidpointRounding.ToEven), 0);
                }

                break;
            case NpuVectorFunction.Max:
                for (int i = 0; i < count; i++)
                {
                    bytes[to + i] = Clamp(Math.Max(left[bytes[a + i]], right[bytes[b + i]]), 0);
                }

                break;
            case NpuVectorFunction.Min:
                for (int i = 0; i < count; i++)
                {
                    bytes[to + i] = Clamp(Math.Min(left[bytes[a + i]], right[bytes[b + i]]), 0);
                }

                break;
            default:
                for (int i = 0; i < count; i++)
                {
                    bytes[to + i] = unary[bytes[a + i]];
                }

                break;
        }
    }

    private byte Clamp(int value, int zero) => unchecked((byte)Math.Max(low, Math.Min(high, (long)value + zero)));

    private byte Clamp(double value, int zero) => unchecked((byte)(int)Math.Max(low, Math.Min(high, value + zero)));

    private static float Fused(float a, float b, float c) =>
#if NET
        MathF.FusedMultiplyAdd(a, b, c);
#else
        FusedMultiplyAdd.Single(a, b, c);
#endif

    private static FixedPointMultiplier Fixed(NpuRegisters registers, NpuRegister scale, NpuRegister shift) =>
        new(unchecked((int)registers[scale]), (int)registers[shift]);
}
