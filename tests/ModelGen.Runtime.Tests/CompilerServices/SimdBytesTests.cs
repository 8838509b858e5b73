using System;
using System.Linq;
using System.Runtime.Intrinsics;
using ModelGen.CompilerServices;
using ModelGen.Tests;

namespace ModelGen.Runtime.Tests.CompilerServices;

/// <summary>The operations on bytes, and those that round once, give the bits of scalar code on every width.</summary>
public sealed class SimdBytesTests
{
    private const byte Guard = 0xA5;

    [Fact]
    public void Simd128_is_scalar_code() => Check<Simd128, Vector128<float>>();

    [Fact]
    public void Simd256_is_scalar_code() => Check<Simd256, Vector256<float>>();

    [Fact]
    public void Simd512_is_scalar_code() => Check<Simd512, Vector512<float>>();

    private static void Check<S, V>()
        where S : struct, ISimd<V>
        where V : struct
    {
        RandomCases.Check(300, Bytes<S, V>);
        RandomCases.Check(300, SignedBytes<S, V>);
        RandomCases.Check(300, RoundedBytes<S, V>);
        RandomCases.Check(300, FusedMultiplyAdd<S, V>);
    }

    private static void Bytes<S, V>(Random random)
        where S : struct, ISimd<V>
        where V : struct
    {
        byte[] expected = new byte[S.Count];
        random.NextBytes(expected);
        float[] values = [.. expected.Select(b => (float)b)];
        V vector = S.Load(in values[0]);
        byte[] whole = Guarded();
        S.StoreBytes(vector, ref whole[0]);
        AssertStored(expected, whole);
        for (int lanes = 0; lanes <= S.Count; lanes++)
        {
            byte[] part = Guarded();
            S.StoreBytes(vector, ref part[0], lanes);
            AssertStored(expected[..lanes], part);
        }
    }

    private static void SignedBytes<S, V>(Random random)
        where S : struct, ISimd<V>
        where V : struct
    {
        sbyte[] bytes = [.. Enumerable.Range(0, S.Count).Select(_ => (sbyte)random.Next(-128, 128))];
        Assert.Equal(bytes.Select(b => (float)b), Lanes<S, V>(S.ConvertSigned(in bytes[0])));
        for (int lanes = 0; lanes < S.Count; lanes++)
        {
            sbyte[] part = [.. bytes[..lanes], 1];
            Assert.Equal(bytes.Select((b, i) => i < lanes ? b : 0f), Lanes<S, V>(S.ConvertSigned(in part[0], lanes)));
        }
    }

    private static void RoundedBytes<S, V>(Random random)
        where S : struct, ISimd<V>
        where V : struct
    {
        int zeroPoint = random.Next(256);
        float[] values = [.. Enumerable.Range(0, 4 * S.Count).Select(_ => random.Next(3) == 0 ? random.Next(-zeroPoint, 255 - zeroPoint) + 0.5f : (random.NextSingle() * 255) - zeroPoint)];
        byte[] stored = Guarded();
        S.StoreRoundedBytes(S.Load(in values[0]), S.Load(in values[S.Count]), S.Load(in values[2 * S.Count]), S.Load(in values[3 * S.Count]), zeroPoint, ref stored[0]);
        AssertStored([.. values.Select(v => checked((byte)(MathF.Round(v, MidpointRounding.ToEven) + zeroPoint)))], stored);
    }

    private static void FusedMultiplyAdd<S, V>(Random random)
        where S : struct, ISimd<V>
        where V : struct
    {
        float[] a = Floats<S, V>(random), b = Floats<S, V>(random), c = [.. a.Zip(b, (x, y) => -x * y * (1 + (random.Next(-2, 3) * 1e-7f)))];
        Assert.Equal(a.Select((x, i) => MathF.FusedMultiplyAdd(x, b[i], c[i])), Lanes<S, V>(S.FusedMultiplyAdd(S.Load(in a[0]), S.Load(in b[0]), S.Load(in c[0]))));
    }

    private static float[] Floats<S, V>(Random random)
        where S : struct, ISimd<V>
        where V : struct => [.. Enumerable.Range(0, S.Count).Select(_ => (random.NextSingle() - 0.5f) * 200)];

    private static int Integer(Random random) => random.Next(6) switch
    {
        0 => int.MinValue + random.Next(3),
        1 => int.MaxValue - random.Next(3),
        2 => random.Next(int.MinValue, int.MaxValue),
        3 => (1 << 24) + random.Next(-4, 5),
        _ => random.Next(-1000, 1000),
    };

    private static float[] Lanes<S, V>(V vector)
        where S : struct, ISimd<V>
        where V : struct
    {
        float[] lanes = new float[S.Count];
        S.Store(vector, ref lanes[0]);
        return lanes;
    }

    private static byte[] Guarded()
    {
        byte[] bytes = new byte[100];
        Array.Fill(bytes, Guard);
        return bytes;
    }

    private static void AssertStored(byte[] expected, byte[] stored)
    {
        Assert.Equal(expected, stored[..expected.Length]);
        Assert.All(stored[expected.Length..], b => Assert.Equal(Guard, b));
    }
}
