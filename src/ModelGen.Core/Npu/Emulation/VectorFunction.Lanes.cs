#if NET
using System;
using System.Runtime.Intrinsics;

namespace ModelGen.Npu;

/// <content>Eight elements at a time, where the processor has <see cref="FixedPointLanes"/>.</content>
internal sealed partial class VectorFunction
{
    private readonly Lanes? lanes;

    private sealed class Lanes(VectorFunction of)
    {
        private const int Count = 8;

        private readonly FixedPointLanes multiplier = new(of.multiplier), aMultiplier = new(of.aMultiplier), bMultiplier = new(of.bMultiplier);

        /// <summary>Computes contiguous elements; how many, a multiple of eight. None of a function of one operand, and none where a result lies over others that are yet to be read.</summary>
        public int Apply(byte[] bytes, int a, int b, int to, int count)
        {
            int whole = count / Count * Count;
            if (IsAcross(a, to, whole) || IsAcross(b, to, whole))
            {
                return 0;
            }

            switch (of.function)
            {
                case NpuVectorFunction.Add or NpuVectorFunction.Sub when of.fixedPoint:
                    for (int i = 0; i < whole; i += Count)
                    {
                        ByteLanes.Store(bytes, to + i, FixedSum(A(bytes, a + i), B(bytes, b + i)));
                    }

                    return whole;
                case NpuVectorFunction.Add or NpuVectorFunction.Sub:
                    for (int i = 0; i < whole; i += Count)
                    {
                        ByteLanes.Store(bytes, to + i, Sum(A(bytes, a + i), B(bytes, b + i)));
                    }

                    return whole;
                case NpuVectorFunction.Mul:
                    for (int i = 0; i < whole; i += Count)
                    {
                        ByteLanes.Store(bytes, to + i, Product(A(bytes, a + i), B(bytes, b + i)));
                    }

                    return whole;
                case NpuVectorFunction.Max:
                    for (int i = 0; i < whole; i += Count)
                    {
                        ByteLanes.Store(bytes, to + i, ByteLanes.Clamp(Vector256.Max(A(bytes, a + i), B(bytes, b + i)), of.low, of.high));
                    }

                    return whole;
                case NpuVectorFunction.Min:
                    for (int i = 0; i < whole; i += Count)
                    {
                        ByteLanes.Store(bytes, to + i, ByteLanes.Clamp(Vector256.Min(A(bytes, a + i), B(bytes, b + i)), of.low, of.high));
                    }

                    return whole;
                default:
                    return 0;
            }
        }

        private static bool IsAcross(int from, int to, int count) => from != to && Math.Abs(from - to) < count;

        private Vector256<int> A(byte[] bytes, int address) => ByteLanes.Load(bytes, address, of.aUnsigned);

        private Vector256<int> B(byte[] bytes, int address) => ByteLanes.Load(bytes, address, of.bUnsigned);

        private Vector256<int> FixedSum(Vector256<int> x, Vector256<int> y)
        {
            Vector256<int> left = aMultiplier.Apply((x - Vector256.Create(of.aZero)) << of.shift), right = bMultiplier.Apply((y - Vector256.Create(of.bZero)) << of.shift);
            return Offset(multiplier.Apply(left + (of.sign * right)));
        }

        private Vector256<int> Sum(Vector256<int> x, Vector256<int> y)
        {
            Vector256<float> right = Vector256.FusedMultiplyAdd(Vector256.ConvertToSingle(of.sign * y), Vector256.Create(of.rightScale), Vector256.Create(of.offset));
            return ByteLanes.Round(Vector256.FusedMultiplyAdd(Vector256.ConvertToSingle(x), Vector256.Create(of.scale), right), of.low, of.high);
        }

        private Vector256<int> Product(Vector256<int> x, Vector256<int> y)
        {
            Vector256<int> product = (x - Vector256.Create(of.aZero)) * (y - Vector256.Create(of.bZero));
            return of.fixedPoint
                ? Offset(multiplier.Apply(product))
                : ByteLanes.Round((Vector256.ConvertToSingle(product) * of.scale) + Vector256.Create((float)of.zero), of.low, of.high);
        }

        /// <summary>Adds the zero point, within the bounds.</summary>
        private Vector256<int> Offset(Vector256<int> values) => ByteLanes.Clamp(values, of.low - of.zero, of.high - of.zero) + Vector256.Create(of.zero);
    }
}
#endif
