using System;
using System.Linq;
using CsCheck;

namespace ModelGen.Core.Tests.Npu.Compression;

/// <summary>Bytes as weights have them, and such as they never have.</summary>
internal static class WeightGen
{
    public static Gen<byte[]> Any { get; } = Gen.Select(Gen.Int[0, 6], Gen.Int[0, 700], Gen.Int[0, 1_000_000], Gen.Bool).Select((kind, count, seed, unsigned) =>
    {
        var random = new Random(seed);
        byte[] bytes = kind switch
        {
            0 => Bytes(count, () => random.Next(256)),
            1 => Normal(random, count, 1 + (random.NextDouble() * 60)),
            2 => Bytes(count, () => random.Next(10) == 0 ? random.Next(256) : 0),
            3 => Bytes(count, () => random.Next(2) == 0 ? 127 : -128),
            4 => Bytes(count, () => random.Next(-8, 8)),
            5 => Bytes(count, () => seed),
            _ => [.. Enumerable.Range(0, count).SelectMany(i => Normal(random, 1, 1 + (i / 40.0)))],
        };
        return unsigned ? [.. bytes.Select(b => (byte)(b ^ 128))] : bytes;
    });

    /// <summary>Bytes that are normally distributed around 0.</summary>
    public static byte[] Normal(Random random, int count, double deviation) => Bytes(count, () =>
        (int)Math.Round(Math.Clamp(deviation * Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble()), -127, 127)));

    private static byte[] Bytes(int count, Func<int> value) => [.. Enumerable.Range(0, count).Select(_ => unchecked((byte)value()))];
}
