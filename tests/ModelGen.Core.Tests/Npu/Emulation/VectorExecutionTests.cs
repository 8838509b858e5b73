using System;
using System.Globalization;
using System.Linq;
using CsCheck;
using ModelGen.Npu;
using ModelGen.Numerics;
using ModelGen.Tests;

namespace ModelGen.Core.Tests.Npu.Emulation;

public class VectorExecutionTests
{
    private static readonly Gen<byte[]> Bytes = Gen.Byte.Array[512];
    private static readonly Gen<float> Scale = Gen.Float[0.01f, 3f];
    private static readonly Gen<int> Zero = Gen.Int[0, 255];

    [Fact]
    public void The_fused_multiply_add_is_the_hardware_s() =>
        Gen.Select(Gen.OneOf(Gen.Float[-300, 300], Gen.Int[-255, 255].Select(i => (float)i)), Gen.Float[-4, 4], Gen.Float[-1000, 1000]).Check(
            20_000,
            (a, b, c) => Assert.Equal(BitConverter.SingleToInt32Bits(MathF.FusedMultiplyAdd(a, b, c)), BitConverter.SingleToInt32Bits(FusedMultiplyAdd.Single(a, b, c))));

    /// <summary>a · b + c just above and below the middle of two singles, where rounding twice errs.</summary>
    [Fact]
    public void The_fused_multiply_add_rounds_once()
    {
        for (int sign = -1; sign <= 1; sign += 2)
        {
            float c = sign * 16777217f, a = 1 + (1f / 4096), b = 1f / 16777216;
            foreach (float tiny in new[] { b, -b, a * b, 0f, 1 / 1048576f, 1.0000001f, 0.99999994f })
            {
                Assert.Equal(MathF.FusedMultiplyAdd(a, tiny, c), FusedMultiplyAdd.Single(a, tiny, c));
                Assert.Equal(MathF.FusedMultiplyAdd(1, tiny, 16777216f * sign), FusedMultiplyAdd.Single(1, tiny, 16777216f * sign));
            }
        }
    }

    [Fact]
    public void Sums_and_products_are_those_of_QLinearAdd_and_QLinearMul() => Gen.Select(Bytes, Scale, Scale, Zero, Zero, Zero).Check(
        40,
        (data, ra, rb, za, zb, zero) =>
        {
            float offset = zero - MathF.FusedMultiplyAdd(ra, za, rb * zb), difference = zero - MathF.FusedMultiplyAdd(ra, za, -rb * zb);
            byte[] sums = Run("add", data, za, zb, 0, offset, ra, rb), differences = Run("sub", data, za, zb, 0, difference, ra, rb), products = Run("mul", data, za, zb, zero, ra, 1, 1);
            for (int i = 0; i < 96; i++)
            {
                int a = data[i], b = data[256 + i];
                Assert.Equal(Saturate(MathF.FusedMultiplyAdd(a, ra, MathF.FusedMultiplyAdd(b, rb, offset))), sums[i]);
                Assert.Equal(Saturate(MathF.FusedMultiplyAdd(a, ra, MathF.FusedMultiplyAdd(-b, rb, difference))), differences[i]);
                Assert.Equal(Saturate(((a - za) * (b - zb) * ra) + zero), products[i]);
            }
        });

    [Fact]
    public void Sums_and_products_are_those_of_TensorFlow_Lite() => Gen.Select(Bytes, Scale, Scale, Zero, Zero, Zero).Check(
        40,
        (data, sa, sb, za, zb, zero) =>
        {
            double twice = 2 * Math.Max(sa, sb);
            FixedPointMultiplier ma = FixedPointMultiplier.From(sa / twice), mb = FixedPointMultiplier.From(sb / twice), mo = FixedPointMultiplier.From(twice / (1 << 20) / 1.7);
            string scales = $"CFG vx a_scale={ma.Mantissa} a_shift={ma.Shift} b_scale={mb.Mantissa} b_shift={mb.Shift}\nCFG vx out_scale={mo.Mantissa} out_shift={mo.Shift} left_shift=20 rounding=tflite|";
            byte[] sums = Run(scales, "add", data, za, zb, zero), differences = Run(scales, "sub", data, za, zb, zero);
            string product = $"CFG vx out_scale={ma.Mantissa} out_shift={ma.Shift - 3} rounding=tflite|";
            byte[] products = Run(product, "mul", data, za, zb, zero), rescaled = Run(product, "rescale", data, za, zb, zero);
            for (int i = 0; i < 96; i++)
            {
                int a = data[i] - za, b = data[256 + i] - zb;
                int left = ma.Apply(a << 20), right = mb.Apply(b << 20);
                var last = new FixedPointMultiplier(ma.Mantissa, ma.Shift - 3);
                Assert.Equal(Math.Clamp(mo.Apply(left + right) + zero, 0, 255), sums[i]);
                Assert.Equal(Math.Clamp(mo.Apply(left - right) + zero, 0, 255), differences[i]);
                Assert.Equal(Math.Clamp(last.Apply(a * b) + zero, 0, 255), products[i]);
                Assert.Equal(Math.Clamp(last.Apply(a) + zero, 0, 255), rescaled[i]);
            }
        });

    [Fact]
    public void Extremes_tables_and_rescaling_are_element_by_element() => Gen.Select(Bytes, Scale, Zero, Zero, Gen.Byte.Array[512]).Check(
        40,
        (data, scale, za, zero, tables) =>
        {
            byte[] max = Run("max", data, za, 0, zero, 1, 1, 1), min = Run("min", data, za, 0, zero, 1, 1, 1), rescaled = Run("rescale", data, za, 0, zero, scale, 1, 1);
            byte[] looked = EmulatorFixture.Run("CFG vx table=2|VEC op=lookup a=0 b=0 out=0 rows=1 cols=1 channels=96", data, tables: tables);
            for (int i = 0; i < 96; i++)
            {
                Assert.Equal(Math.Max(data[i], data[256 + i]), max[i]);
                Assert.Equal(Math.Min(data[i], data[256 + i]), min[i]);
                Assert.Equal(new Requantization(RoundingRule.Onnx, scale, 1, 1).Apply(data[i] - za, zero, 0, 255), rescaled[i]);
                Assert.Equal(tables[256 + data[i]], looked[i]);
            }
        });

    [Fact]
    public void Requantization_follows_both_rules_and_looks_up() => Gen.Select(Bytes, Scale, Gen.Int, Zero, Gen.Byte.Array[256]).Check(
        60,
        (data, scale, bias, zero, table) =>
        {
            FixedPointMultiplier m = FixedPointMultiplier.From(scale / 100);
            string sum = "CFG vx a_type=u8|RED op=sum axis=space src=0 out=0 rows=2 cols=2 channels=4|CFG vx clamp_low=0 clamp_high=255 out_zero=" + zero;
            string request = "|REQ src=0 param=0 out=0 rows=1 cols=1 channels=4";
            byte[] onnx = EmulatorFixture.Run("CFG vx a_row=8 a_col=4|" + sum + request, data, parameters: EmulatorFixture.Parameters([.. Enumerable.Repeat((bias, BitConverter.SingleToInt32Bits(scale), 0), 4)]));
            byte[] lite = EmulatorFixture.Run("CFG vx a_row=8 a_col=4|" + sum + "|CFG vx rounding=tflite table=1" + request, data, parameters: EmulatorFixture.Parameters([.. Enumerable.Repeat((bias, m.Mantissa, m.Shift), 4)]), tables: table);
            for (int i = 0; i < 4; i++)
            {
                int acc = unchecked(data[i] + data[4 + i] + data[8 + i] + data[12 + i] + bias);
                Assert.Equal(new Requantization(RoundingRule.Onnx, scale, 1, 1).Apply(acc, zero, 0, 255), onnx[i]);
                Assert.Equal(table[Math.Clamp((long)m.Apply(acc) + zero, 0, 255)], lite[i]);
            }
        });

    [Theory]
    [InlineData("max", "", 8)]
    [InlineData("average", "rounding=tflite", 5)]
    [InlineData("average", "rounding=tflite count_padding=yes", 3)]
    [InlineData("average", "rounding=onnx", 5)]
    public void Pools_take_what_is_inside_of_the_input(string function, string rule, byte expected)
    {
        byte[] data = new byte[512];
        new byte[] { 1, 8, 3, 7 }.CopyTo(data, 0);
        string one = BitConverter.SingleToInt32Bits(1).ToString(CultureInfo.InvariantCulture);
        byte[] result = EmulatorFixture.Run(
            $"CFG vx kernel_h=3 kernel_w=2 pad_top=1 in_h=2\nCFG vx in_w=2 a_row=2 a_col=1\nCFG vx a_scale={one} out_scale={one} {rule}|POOL op={function} src=0 out=4 rows=1 cols=1 channels=1",
            data);
        Assert.Equal(expected, result[4]);
    }

    [Fact]
    public void Averages_are_those_of_QLinearAveragePool() => Gen.Select(Bytes, Scale, Scale, Zero, Zero).Check(
        60,
        (data, sx, sy, zx, zero) =>
        {
            byte[] result = EmulatorFixture.Run(
                $"CFG vx kernel_h=3 kernel_w=3 in_h=5 in_w=5\nCFG vx a_row=15 a_col=3 out_row=9 out_col=3\nCFG vx a_scale={BitConverter.SingleToUInt32Bits(sx)} out_scale={BitConverter.SingleToUInt32Bits(sy)} a_zero={zx} out_zero={zero}"
                + "\nCFG vx a_type=u8 clamp_low=0 clamp_high=255|POOL op=average src=0 out=256 rows=3 cols=3 channels=3",
                data);
            for (int i = 0; i < 27; i++)
            {
                float sum = 0;
                for (int j = 0; j < 9; j++)
                {
                    sum += sx * (data[(((i / 9) + (j / 3)) * 15) + (((i / 3 % 3) + (j % 3)) * 3) + (i % 3)] - zx);
                }

                Assert.Equal(Saturate((sum / 9 / sy) + zero), result[256 + i]);
            }
        });

    [Fact]
    public void Reductions_take_sums_and_maxima()
    {
        byte[] data = [.. Enumerable.Range(0, 512).Select(i => (byte)(i * 37))];
        byte[] parameters = EmulatorFixture.Parameters([.. Enumerable.Repeat((0, BitConverter.SingleToInt32Bits(0.125f), 0), 6)]);
        byte[] sums = EmulatorFixture.Run("CFG vx a_row=6 a_col=2 out_row=12 out_col=4|RED op=sum axis=channels src=0 out=0 rows=2 cols=3 channels=2|REQ src=0 param=0 out=0 rows=1 cols=1 channels=6", data, parameters: parameters);
        byte[] maxima = EmulatorFixture.Run("CFG vx a_row=6 a_col=2 a_zero=-1|RED op=max axis=space src=0 out=0 rows=2 cols=3 channels=2|REQ src=0 param=0 out=0 rows=1 cols=1 channels=2", data, parameters: parameters);
        var rounding = new Requantization(RoundingRule.Onnx, 0.125f, 1, 1);
        Assert.Equal(Enumerable.Range(0, 6).Select(p => rounding.Apply((sbyte)data[2 * p] + (sbyte)data[(2 * p) + 1], 0, -128, 127)), sums.Take(6).Select(b => (int)(sbyte)b));
        Assert.Equal(Enumerable.Range(0, 2).Select(c => rounding.Apply(Enumerable.Range(0, 6).Max(p => (sbyte)data[(2 * p) + c] + 1), 0, -128, 127)), maxima.Take(2).Select(b => (int)(sbyte)b));
    }

    private static byte Saturate(float value) => (byte)Math.Clamp(MathF.Round(value, MidpointRounding.ToEven), 0, 255);

    private static byte[] Run(string function, byte[] data, int za, int zb, int zero, float scale, float ra, float rb) => Run(
        $"CFG vx out_scale={BitConverter.SingleToUInt32Bits(scale)} a_scale={BitConverter.SingleToUInt32Bits(ra)} b_scale={BitConverter.SingleToUInt32Bits(rb)}|",
        function, data, za, zb, zero);

    private static byte[] Run(string scales, string function, byte[] data, int za, int zb, int zero) => EmulatorFixture.Run(
        scales + $"CFG vx a_zero={za} b_zero={zb} out_zero={zero}\nCFG vx a_type=u8 b_type=u8 clamp_low=0 clamp_high=255\nCFG vx a_row=32 b_row=32 out_row=32 a_col=4\nCFG vx b_col=4 out_col=4"
        + $"|VEC op={function} a=0 b=256 out=0 rows=3 cols=8 channels=4",
        data);
}
