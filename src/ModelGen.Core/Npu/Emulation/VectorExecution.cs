using System;
using System.Collections.Generic;
using ModelGen.Numerics;

namespace ModelGen.Npu;

/// <summary>VEC and RED.</summary>
internal static class VectorExecution
{
    public static void Combine(NpuCore core, NpuInstruction instruction, NpuPoint at)
    {
        List<NpuAccess> accesses = core.Accesses(instruction, at);
        bool binary = NpuIsa.Vector.IsBinary(instruction);
        NpuAccess a = accesses[0], b = binary ? accesses[1] : a, to = accesses[accesses.Count - 1];
        Func<byte, byte, byte> function = Function(core, instruction);
        for (long y = 0; y < to.Rows; y++)
        {
            for (long x = 0; x < to.Columns; x++)
            {
                long left = a.Address + (y * a.RowStride) + (x * a.ColumnStride), right = b.Address + (y * b.RowStride) + (x * b.ColumnStride);
                long result = to.Address + (y * to.RowStride) + (x * to.ColumnStride);
                for (long i = 0; i < to.Bytes; i++)
                {
                    core.Scratchpad[result + i] = function(core.Scratchpad[left + i], core.Scratchpad[right + i]);
                }
            }
        }
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

    private static Func<byte, byte, byte> Function(NpuCore core, NpuInstruction instruction)
    {
        NpuRegisters registers = core.Registers(NpuEngine.Vector);
        VectorRegisters r = NpuIsa.VectorRegisters;
        bool aUnsigned = registers.Flag(r.AType), bUnsigned = registers.Flag(r.BType), fixedPoint = registers.Flag(r.Rounding);
        int aZero = (int)registers[r.AZero], bZero = (int)registers[r.BZero], zero = (int)registers[r.OutZero];
        int low = (int)registers[r.ClampLow], high = (int)registers[r.ClampHigh], left = (int)registers[r.LeftShift];
        float aScale = ScaleRules.Single(registers[r.AScale]), bScale = ScaleRules.Single(registers[r.BScale]), scale = ScaleRules.Single(registers[r.OutScale]);
        FixedPointMultiplier aFixed = Fixed(registers, r.AScale, r.AShift), bFixed = Fixed(registers, r.BScale, r.BShift), outFixed = Fixed(registers, r.OutScale, r.OutShift);
        var function = (NpuVectorFunction)instruction[NpuIsa.Vector.Function];
        int A(byte value) => NpuCore.Value(value, aUnsigned);
        int B(byte value) => NpuCore.Value(value, bUnsigned);
        byte Clamp(double value) => unchecked((byte)(int)Math.Max(low, Math.Min(high, value)));
        switch (function)
        {
            case NpuVectorFunction.Add or NpuVectorFunction.Sub:
                int sign = function == NpuVectorFunction.Add ? 1 : -1;
                return fixedPoint
                    ? (a, b) => Clamp((double)outFixed.Apply(unchecked(
                        aFixed.Apply((A(a) - aZero) << left) + (sign * bFixed.Apply((B(b) - bZero) << left)))) + zero)
                    : (a, b) => Clamp(Math.Round(
                        (double)FusedMultiplyAdd.Single(A(a), aScale, FusedMultiplyAdd.Single(sign * B(b), bScale, scale)), MidpointRounding.ToEven));
            case NpuVectorFunction.Mul:
                return fixedPoint
                    ? (a, b) => Clamp((double)outFixed.Apply((A(a) - aZero) * (B(b) - bZero)) + zero)
                    : (a, b) => Clamp(Math.Round((double)(float)((float)((A(a) - aZero) * (B(b) - bZero) * scale) + zero), MidpointRounding.ToEven));
            case NpuVectorFunction.Max:
                return (a, b) => Clamp(Math.Max(A(a), B(b)));
            case NpuVectorFunction.Min:
                return (a, b) => Clamp(Math.Min(A(a), B(b)));
            case NpuVectorFunction.Rescale:
                return fixedPoint
                    ? (a, _) => Clamp((double)outFixed.Apply(A(a) - aZero) + zero)
                    : (a, _) => Clamp(Math.Round((double)(float)((A(a) - aZero) * scale), MidpointRounding.ToEven) + zero);
            default:
                long table = (registers[r.Table] - 1) * NpuIsa.TableBytes;
                return (a, _) => core.Tables[table + a];
        }
    }

    private static FixedPointMultiplier Fixed(NpuRegisters registers, NpuRegister scale, NpuRegister shift) =>
        new(unchecked((int)registers[scale]), (int)registers[shift]);
}
