using System;
using System.Linq;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using ModelGen.CompilerServices;
using ModelGen.IR.Operators;
using ModelGen.Numerics;
using ModelGen.Tests;

namespace ModelGen.Runtime.Tests.CompilerServices.Int8;

/// <summary>Rows of bytes: the reference operators hold at every width, in place too, and nothing beyond the row is written.</summary>
public sealed class ByteRowsTests
{
    private const byte Guard = 0xA5;

    private delegate void Row(ref byte y, int count);

    private delegate void Rows(ref byte x, ref byte y, int count);

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

    [Fact]
    public void Every_width_computes_functions_of_real_values()
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

                // Quotients of zeros, and by zeros.
                b[0] = (byte)w.ZeroPoint;
                a[0] = random.Next(2) == 0 ? (byte)x.ZeroPoint : a[0];
                Function(new Sub(), (ref p, ref y, count) => ByteRows.SubOnnx<S, V>(ref p, 1, ref b[0], step, ref y, count, x.Scale, x.ZeroPoint, w.Scale, w.ZeroPoint, to.Scale, to.ZeroPoint, 10, 250));
                Function(new Div(), (ref p, ref y, count) => ByteRows.DivOnnx<S, V>(ref p, 1, ref b[0], step, ref y, count, x.Scale, x.ZeroPoint, w.Scale, w.ZeroPoint, to.Scale, to.ZeroPoint, 10, 250));
                Function(new Max(), (ref p, ref y, count) => ByteRows.MaxOnnx<S, V>(ref p, 1, ref b[0], step, ref y, count, x.Scale, x.ZeroPoint, w.Scale, w.ZeroPoint, to.Scale, to.ZeroPoint, 10, 250));
                Function(new Min(), (ref p, ref y, count) => ByteRows.MinOnnx<S, V>(ref p, 1, ref b[0], step, ref y, count, x.Scale, x.ZeroPoint, w.Scale, w.ZeroPoint, to.Scale, to.ZeroPoint, 10, 250));

                void Function(BinaryOperator function, Rows rows) => Compare(
                    a.Length,
                    Reference(new QuantizedBinary(function, x, w, to, ElementType.UInt8, 10, 250, RoundingRule.Onnx), a, b),
                    a,
                    (ref y, count) => rows(ref a[0], ref y, count),
                    (ref y, count) => rows(ref y, ref y, count));
            });
    }

    [Fact]
    public void Every_width_quantizes_and_dequantizes()
    {
        Check<Simd128, Vector128<float>>();
        Check<Simd256, Vector256<float>>();
        Check<Simd512, Vector512<float>>();

        static void Check<S, V>()
            where S : struct, ISimd<V>
            where V : struct => RandomCases.Check(100, random =>
            {
                Quantization to = Draw(random);
                float[] x = [.. Enumerable.Range(0, random.Next(1, 100)).Select(_ => Real(random, to))];
                Compare(x.Length, [.. x.Select(v => (byte)to.Quantize(v, ElementType.UInt8, RoundingRule.Onnx))], (ref y, count) => ByteRows.QuantizeOnnx<S, V>(ref x[0], ref y, count, to.Scale, to.ZeroPoint));
                Compare(x.Length, [.. x.Select(v => (byte)to.Quantize(v, ElementType.UInt8, RoundingRule.TfLite))], (ref y, count) => ByteRows.QuantizeTfLite<S, V>(ref x[0], ref y, count, to.Scale, to.ZeroPoint));
                byte[] bytes = Bytes(random, x.Length);
                float[] reals = [.. Enumerable.Repeat(-1f, x.Length + 1)];
                ByteRows.Dequantize<S, V>(ref bytes[0], ref reals[0], x.Length, to.Scale, to.ZeroPoint);
                Assert.Equal([.. bytes.Select(b => to.Dequantize(b)), -1], reals);
            });
    }

    /// <summary>What a byte may stand for, halves between two among it, what none can, and what is no number.</summary>
    private static float Real(Random random, Quantization to) => random.Next(8) switch
    {
        0 => float.NaN,
        1 => random.Next(2) == 0 ? float.PositiveInfinity : float.NegativeInfinity,
        2 => (random.NextSingle() - 0.5f) * float.MaxValue,
        3 => float.Epsilon * random.Next(-3, 4),
        4 or 5 => to.Scale * (random.Next(-300, 300) + 0.5f),
        _ => to.Scale * (random.NextSingle() - 0.5f) * 600,
    };

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
        Compare(count, expected, row);
        Compare(count, expected, (ref y, n) =>
        {
            operand.CopyTo(MemoryMarshal.CreateSpan(ref y, n));
            inPlace(ref y, n);
        });
    }

    /// <summary>Runs a row into a guarded place.</summary>
    private static void Compare(int count, byte[] expected, Row row)
    {
        byte[] place = [.. Enumerable.Repeat(Guard, count + 128)];
        row(ref place[64], count);
        Assert.Equal(expected, place[64..^64]);
        Assert.All(place[..64].Concat(place[^64..]), b => Assert.Equal(Guard, b));
    }
}
