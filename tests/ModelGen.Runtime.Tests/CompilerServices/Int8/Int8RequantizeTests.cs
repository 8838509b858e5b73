using System;
using System.Linq;
using System.Runtime.Intrinsics;
using ModelGen.CompilerServices;
using ModelGen.Numerics;
using ModelGen.Tests;

namespace ModelGen.Runtime.Tests.CompilerServices.Int8;

/// <summary>Requantized tiles are what <see cref="Requantization"/> and <see cref="FixedPointMultiplier"/> give, on every width.</summary>
public sealed class Int8RequantizeTests
{
    private const int Padding = 16;

    private const byte Guard = 0xA5;

    [Fact]
    public void Onnx_is_the_requantization_of_Core_on_every_width() => RandomCases.Check(400, random =>
    {
        Case c = new(random);

        // Some products are beyond an int32, where a conversion would not saturate.
        float sx = Scale(random) * (random.Next(8) == 0 ? 1e6f : 1), sy = Scale(random) * 50;
        float[] sw = [.. Enumerable.Range(0, c.Channels).Select(_ => Scale(random))];
        float[] multipliers = new float[c.Channels + Padding];
        for (int i = 0; i < c.Channels; i++)
        {
            multipliers[i] = sx * sw[i] / sy;
        }

        byte[][] expected = c.Expected((i, sum) => new Requantization(RoundingRule.Onnx, sx, sw[i], sy).Apply(sum, c.ZeroPoint, c.Min, c.Max));
        c.Check(expected, (y, places) => Int8Requantize.StoreOnnx<Simd128, Vector128<float>>(
            in c.Sums[0], c.Pixels, in c.Bias[0], in multipliers[0], c.Channels, c.ZeroPoint, c.Min, c.Max, ref y[0], in places[0]));
        c.Check(expected, (y, places) => Int8Requantize.StoreOnnx<Simd256, Vector256<float>>(
            in c.Sums[0], c.Pixels, in c.Bias[0], in multipliers[0], c.Channels, c.ZeroPoint, c.Min, c.Max, ref y[0], in places[0]));
        c.Check(expected, (y, places) => Int8Requantize.StoreOnnx<Simd512, Vector512<float>>(
            in c.Sums[0], c.Pixels, in c.Bias[0], in multipliers[0], c.Channels, c.ZeroPoint, c.Min, c.Max, ref y[0], in places[0]));
    });

    [Fact]
    public void A_sum_adds_to_the_requantized_bytes_in_the_place_of_either_operand() => RandomCases.Check(400, random =>
    {
        Case c = new(random);
        float sx = Scale(random), sy = Scale(random) * 50;
        float[] multipliers = [.. Enumerable.Range(0, c.Channels + Padding).Select(i => sx * Scale(random) / sy)];
        byte[][] own = c.Expected((i, sum) => new Requantization(RoundingRule.Onnx, multipliers[i], 1, 1).Apply(sum, c.ZeroPoint, c.Min, c.Max));
        byte[][] others = [.. own.Select(row => row.Select(_ => (byte)random.Next(256)).ToArray())];
        int min = random.Next(100), max = random.Next(min, 256);
        ByteSum sum = new(Scale(random) * 4, Scale(random) * 4, random.Next(-200, 200) * random.NextSingle(), random.Next(2) == 0, min, max);
        byte[][] expected = [.. own.Select((row, p) => row.Select((x, i) => Add(sum, x, others[p][i])).ToArray())];
        Check<Simd128, Vector128<float>>();
        Check<Simd256, Vector256<float>>();
        Check<Simd512, Vector512<float>>();

        void Check<S, V>()
            where S : struct, ISimd<V>
            where V : struct
        {
            byte[] rows = [.. others.SelectMany(row => row)];
            nint[] rowPlaces = [.. Enumerable.Range(0, c.Pixels).Select(p => (nint)p * c.Channels)];
            c.Check(expected, (y, places) => Int8Requantize.StoreOnnxSum<S, V>(
                in c.Sums[0], c.Pixels, in c.Bias[0], in multipliers[0], c.Channels, c.ZeroPoint, c.Min, c.Max, in sum, in rows[0], in rowPlaces[0], ref y[0], in places[0]));
            c.Check(expected, (y, places) =>
            {
                for (int p = 0; p < c.Pixels; p++)
                {
                    others[p].CopyTo(y, places[p]);
                }

                Int8Requantize.StoreOnnxSum<S, V>(
                    in c.Sums[0], c.Pixels, in c.Bias[0], in multipliers[0], c.Channels, c.ZeroPoint, c.Min, c.Max, in sum, in y[0], in places[0], ref y[0], in places[0]);
            });
        }
    });

    /// <summary>The sum of two bytes as docs/numerics.md has it.</summary>
    private static byte Add(ByteSum sum, byte own, byte other)
    {
        float result = sum.IsOwnLeft
            ? MathF.FusedMultiplyAdd(own, sum.OwnFactor, MathF.FusedMultiplyAdd(other, sum.OtherFactor, sum.Offset))
            : MathF.FusedMultiplyAdd(other, sum.OtherFactor, MathF.FusedMultiplyAdd(own, sum.OwnFactor, sum.Offset));
        return (byte)Math.Clamp(MathF.Round(result), sum.Min, sum.Max);
    }

    [Fact]
    public void TfLite_is_the_fixed_point_multiplier_of_Core() => RandomCases.Check(2000, random =>
    {
        Case c = new(random);
        int[] mantissas = new int[c.Channels + Padding], shifts = new int[c.Channels + Padding];
        for (int i = 0; i < c.Channels; i++)
        {
            mantissas[i] = random.Next(8) switch { 0 => 0, 1 => 1 << 30, 2 => int.MaxValue, _ => random.Next(1 << 30, int.MaxValue) };
            shifts[i] = random.Next(3) == 0 ? random.Next(-31, 32) : random.Next(-14, 3);
        }

        byte[][] expected = c.Expected((i, sum) => (int)Math.Clamp((long)new FixedPointMultiplier(mantissas[i], shifts[i]).Apply(sum) + c.ZeroPoint, c.Min, c.Max));
        c.Check(expected, (y, places) => Int8Requantize.StoreTfLite(
            in c.Sums[0], c.Pixels, in c.Bias[0], in mantissas[0], in shifts[0], c.Channels, c.ZeroPoint, c.Min, c.Max, ref y[0], in places[0]));
    });

    private static float Scale(Random random) => random.Next(3) == 0 ? MathF.Pow(2, random.Next(-8, 1)) : MathF.Exp(random.NextSingle() * -7);

    /// <summary>Sums and biases, extreme ones among them, and the range of the results.</summary>
    private sealed class Case
    {
        private readonly nint[] places;

        public Case(Random random)
        {
            Channels = random.Next(3) == 0 ? 16 * random.Next(1, 5) : random.Next(1, Int8Tiles.MostChannels + 1);
            Pixels = random.Next(1, Int8TileArguments.MostPixels + 1);
            ZeroPoint = random.Next(4) switch { 0 => 0, 1 => 255, 2 => 128, _ => random.Next(256) };
            Min = random.Next(2) == 0 ? 0 : random.Next(256);
            Max = random.Next(2) == 0 ? 255 : random.Next(Min, 256);
            Sums = [.. Enumerable.Range(0, Int8Tiles.MostSums).Select(_ => Integer(random))];
            Bias = [.. Enumerable.Range(0, Channels + Padding).Select(_ => random.Next(2) == 0 ? random.Next(-3000, 3000) : Integer(random))];
            bool even = random.Next(2) == 0;
            places = new nint[Pixels];
            for (int pixel = 1; pixel < Pixels; pixel++)
            {
                places[pixel] = places[pixel - 1] + Channels + (even ? 0 : random.Next(20));
            }

            if (random.Next(4) == 0)
            {
                Array.Reverse(places);
            }
        }

        public int Channels { get; }

        public int Pixels { get; }

        public int ZeroPoint { get; }

        public int Min { get; }

        public int Max { get; }

        public int[] Sums { get; }

        public int[] Bias { get; }

        /// <summary>The bytes of each pixel, from a function of channel and sum.</summary>
        public byte[][] Expected(Func<int, int, int> requantize) => [.. Enumerable.Range(0, Pixels).Select(pixel =>
            Enumerable.Range(0, Channels).Select(i => checked((byte)requantize(i, unchecked(Sums[(pixel * Int8TileArguments.FilledChannels(Channels)) + i] + Bias[i])))).ToArray())];

        /// <summary>Holds all bytes to the expected ones, those between and behind the pixels too.</summary>
        public void Check(byte[][] expected, Action<byte[], nint[]> store)
        {
            byte[] y = new byte[places.Max() + Channels + 64];
            Array.Fill(y, Guard);
            byte[] all = [.. y];
            for (int pixel = 0; pixel < Pixels; pixel++)
            {
                expected[pixel].CopyTo(all, places[pixel]);
            }

            store(y, places);
            Assert.Equal(all, y);
        }

        private static int Integer(Random random) => random.Next(8) switch
        {
            0 => int.MinValue + random.Next(3),
            1 => int.MaxValue - random.Next(3),
            2 => random.Next(int.MinValue, int.MaxValue),
            3 => random.Next(-2, 3),
            4 => (1 << 24) + random.Next(-4, 5),
            _ => random.Next(-70000, 70000),
        };
    }
}
