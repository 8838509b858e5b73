using System;
using System.Linq;
using System.Runtime.Intrinsics;
using ModelGen.CompilerServices;
using ModelGen.IR.Operators;
using ModelGen.Numerics;
using ModelGen.Runtime.Tests.Support;

namespace ModelGen.Runtime.Tests.CompilerServices.Int8;

/// <summary>Rows of bytes: the reference operators hold at every width, in place too, and nothing beyond the row is written.</summary>
public sealed class ByteRowsTests
{
    private const byte Guard = 0xA5;

    private delegate void Row(ref byte y, int count);

    [Fact]
    public void Every_width_looks_bytes_up()
    {
        Check<Simd128, Vector128<float>>();
        Check<Simd256, Vector256<float>>();
        Check<Simd512, Vector512<float>>();

        static void Check<S, V>()
            where S : struct, ISimd<V>
            where V : struct => RandomCases.Check(40, random =>
            {
                byte[] table = Bytes(random, 256), x = Bytes(random, random.Next(1, 300));
                Compare(x.Length, [.. x.Select(b => table[b])], x, (ref y, count) => ByteRows.Map<S, V>(ref x[0], table, ref y, count), (ref y, count) => ByteRows.Map<S, V>(ref y, table, ref y, count));
            });
    }

    [Fact]
    public void Every_width_adds_and_multiplies()
    {
        Check<Simd128, Vector128<float>>();
        Check<Simd256, Vector256<float>>();
        Check<Simd512, Vector512<float>>();

        static void Check<S, V>()
            where S : struct, ISimd<V>
            where V : struct => RandomCases.Check(40, random =>
            {
                byte[] a = Bytes(random, random.Next(1, 100)), b = Bytes(random, random.Next(2) == 0 ? 1 : a.Length);
                int step = b.Length == 1 ? 0 : 1;
                Quantization x = Draw(random), w = Draw(random), to = Draw(random);
                float ra = x.Scale / to.Scale, rb = w.Scale / to.Scale, offset = to.ZeroPoint - MathF.FusedMultiplyAdd(ra, x.ZeroPoint, rb * w.ZeroPoint);
                Compare(
                    a.Length,
                    Reference(new QuantizedAdd(x, w, to, ElementType.UInt8, 10, 250, RoundingRule.Onnx), a, b),
                    a,
                    (ref y, count) => ByteRows.AddOnnx<S, V>(ref a[0], 1, ref b[0], step, ref y, count, ra, rb, offset, 10, 250),
                    (ref y, count) => ByteRows.AddOnnx<S, V>(ref y, 1, ref b[0], step, ref y, count, ra, rb, offset, 10, 250));
                float multiplier = x.Scale * w.Scale / to.Scale;
                Compare(
                    a.Length,
                    Reference(new QuantizedMul(x, w, to, ElementType.UInt8, 10, 250, RoundingRule.Onnx), a, b),
                    a,
                    (ref y, count) => ByteRows.MulOnnx<S, V>(ref a[0], 1, ref b[0], step, ref y, count, x.ZeroPoint, w.ZeroPoint, multiplier, to.ZeroPoint, 10, 250),
                    (ref y, count) => ByteRows.MulOnnx<S, V>(ref y, 1, ref b[0], step, ref y, count, x.ZeroPoint, w.ZeroPoint, multiplier, to.ZeroPoint, 10, 250));
            });
    }

    private static byte[] Reference(QuantizedBinaryOperator op, byte[] a, byte[] b) => op.Apply([new Tensor(new Shape(a.Length), a), new Tensor(new Shape(b.Length), b)]).Bytes;

    private static Quantization Draw(Random random) => new(random.Next(3) == 0 ? 0.25f : 0.01f + random.NextSingle(), random.Next(256));

    private static byte[] Bytes(Random random, int count)
    {
        byte[] values = new byte[count];
        random.NextBytes(values);
        return values;
    }

    /// <summary>Runs a row into a guarded place, then over its own operand.</summary>
    private static void Compare(int count, byte[] expected, byte[] operand, Row row, Row inPlace)
    {
        byte[] place = [.. Enumerable.Repeat(Guard, count + 128)];
        row(ref place[64], count);
        Assert.Equal(expected, place[64..^64]);
        operand.CopyTo(place, 64);
        inPlace(ref place[64], count);
        Assert.Equal(expected, place[64..^64]);
        Assert.All(place[..64].Concat(place[^64..]), b => Assert.Equal(Guard, b));
    }
}
