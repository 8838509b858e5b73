using System;
using System.Linq;
using CsCheck;
using ModelGen.Numerics;
using ModelGen.Tests;

namespace ModelGen.Core.Tests.Npu.Emulation;

public class MatrixExecutionTests
{
    private static readonly Gen<byte[]> Bytes = Gen.Byte.Array[2048];

    private sealed record Window(int KernelHeight, int KernelWidth, int Stride, int Dilation, int Pad, int InHeight, int InWidth)
    {
        public int Rows => Math.Max(1, (((InHeight + (2 * Pad) - ((KernelHeight - 1) * Dilation) - 1) / Stride) + 1));

        public int Columns => Math.Max(1, (((InWidth + (2 * Pad) - ((KernelWidth - 1) * Dilation) - 1) / Stride) + 1));
    }

    private static readonly Gen<Window> AnyWindow = Gen.Select(
        Gen.Int[1, 3], Gen.Int[1, 3], Gen.Int[1, 2], Gen.Int[1, 2], Gen.Int[0, 2], Gen.Int[1, 6], Gen.Int[1, 6], (a, b, c, d, e, f, g) => new Window(a, b, c, d, e, f, g));

    [Fact]
    public void Convolution_is_the_sum_of_products() =>
        Gen.Select(AnyWindow, Gen.Int[1, 5], Gen.Int[1, 5], Gen.Bool, Gen.Int[-100, 100], Gen.Select(Bytes, Bytes)).Check(
            60,
            (w, channels, outputs, unsigned, zero, data) =>
            {
                int k = w.KernelHeight * w.KernelWidth * channels;
                byte[] result = EmulatorFixture.Run(
                    Configure(w, channels, outputs, unsigned, zero)
                    + $"|CONV src=0 weights=0 acc=0 rows={w.Rows} cols={w.Columns} in_channels={channels} out_channels={outputs} accumulate=no"
                    + $"|CONV src=0 weights=0 acc=0 rows={w.Rows} cols={w.Columns} in_channels={channels} out_channels={outputs} accumulate=yes"
                    + Requantize(w, outputs),
                    data.Item1,
                    data.Item2,
                    EmulatorFixture.Spread(outputs, k));
                for (int i = 0; i < w.Rows * w.Columns * outputs; i++)
                {
                    int y = i / outputs / w.Columns, x = i / outputs % w.Columns, o = i % outputs, sum = 0;
                    for (int j = 0; j < k; j++)
                    {
                        int ky = j / channels / w.KernelWidth, kx = j / channels % w.KernelWidth;
                        sum += Input(data.Item1, w, channels, (y * w.Stride) + (ky * w.Dilation) - w.Pad, (x * w.Stride) + (kx * w.Dilation) - w.Pad, j % channels, unsigned, zero)
                            * (sbyte)data.Item2[(j * outputs) + o];
                    }

                    Assert.Equal(Expected((2 * sum) + o, k), (sbyte)result[i]);
                }
            });

    [Fact]
    public void Depthwise_convolution_keeps_channels_apart() =>
        Gen.Select(AnyWindow, Gen.Int[1, 5], Gen.Int[1, 3], Gen.Bool, Gen.Int[-100, 100], Gen.Select(Bytes, Bytes)).Check(
            60,
            (w, channels, multiplier, unsigned, zero, data) =>
            {
                int k = w.KernelHeight * w.KernelWidth, outputs = channels * multiplier;
                byte[] result = EmulatorFixture.Run(
                    Configure(w, channels, outputs, unsigned, zero)
                    + $"|DWCONV src=0 weights=0 acc=0 rows={w.Rows} cols={w.Columns} channels={channels} multiplier={multiplier} accumulate=no"
                    + Requantize(w, outputs),
                    data.Item1,
                    data.Item2,
                    EmulatorFixture.Spread(outputs, k));
                for (int i = 0; i < w.Rows * w.Columns * outputs; i++)
                {
                    int y = i / outputs / w.Columns, x = i / outputs % w.Columns, o = i % outputs, sum = 0;
                    for (int j = 0; j < k; j++)
                    {
                        sum += Input(data.Item1, w, channels, (y * w.Stride) + (j / w.KernelWidth * w.Dilation) - w.Pad, (x * w.Stride) + (j % w.KernelWidth * w.Dilation) - w.Pad, o / multiplier, unsigned, zero)
                            * (sbyte)data.Item2[(j * outputs) + o];
                    }

                    Assert.Equal(Expected(sum + o, k), (sbyte)result[i]);
                }
            });

    [Fact]
    public void Multiplication_takes_what_was_preloaded_transposed_or_not() =>
        Gen.Select(Gen.Int[1, 6], Gen.Int[1, 8], Gen.Int[1, 8], Gen.Bool, Gen.Int[-9, 9], Gen.Select(Bytes, Bytes)).Check(
            60,
            (rows, depth, width, transposed, zero, data) =>
            {
                string strides = transposed ? $"weight_row=1 weight_col={depth}" : $"weight_row={width}";
                byte[] result = EmulatorFixture.Run(
                    $"CFG mx {strides} weight_zero={zero}\nCFG mx in_col={depth} acc_col={4 * width} in_type=u8 weight_type=u8"
                    + $"|PRELOAD weights=0 depth={depth} width={width}\nCFG mx weight_zero=1"
                    + $"|MM src=0 acc=0 rows={rows} depth={depth} width={width}|MM src=0 acc=0 rows={rows} depth={depth} width={width} accumulate=yes"
                    + $"|CFG vx a_row={4 * width} out_row={width}|REQ src=0 param=0 out=0 rows={rows} cols=1 channels={width}",
                    data.Item1,
                    data.Item2,
                    EmulatorFixture.Spread(width, 10 * depth));
                for (int i = 0; i < rows * width; i++)
                {
                    int sum = Enumerable.Range(0, depth).Sum(j =>
                        data.Item1[(i / width * depth) + j] * (data.Item2[transposed ? (i % width * depth) + j : (j * width) + (i % width)] - zero));
                    Assert.Equal(Expected((2 * sum) + (i % width), 10 * depth), (sbyte)result[i]);
                }
            });

    private static string Configure(Window w, int channels, int outputs, bool unsigned, int zero) =>
        $"CFG mx kernel_h={w.KernelHeight} kernel_w={w.KernelWidth} stride_h={w.Stride} stride_w={w.Stride}\n"
        + $"CFG mx dilation_h={w.Dilation} dilation_w={w.Dilation} pad_top={w.Pad} pad_left={w.Pad}\n"
        + $"CFG mx in_h={w.InHeight} in_w={w.InWidth} in_row={w.InWidth * channels} in_col={channels}\n"
        + $"CFG mx in_zero={zero} in_type={(unsigned ? "u8" : "i8")} weight_row={outputs}\n"
        + $"CFG mx acc_row={4 * w.Columns * outputs} acc_col={4 * outputs}";

    private static string Requantize(Window w, int outputs) =>
        $"|CFG vx a_row={4 * w.Columns * outputs} a_col={4 * outputs} out_row={w.Columns * outputs} out_col={outputs}"
        + $"|REQ src=0 param=0 out=0 rows={w.Rows} cols={w.Columns} channels={outputs}";

    private static int Input(byte[] data, Window w, int channels, int y, int x, int i, bool unsigned, int zero)
    {
        if (y < 0 || y >= w.InHeight || x < 0 || x >= w.InWidth)
        {
            return 0;
        }

        byte value = data[(((y * w.InWidth) + x) * channels) + i];
        return (unsigned ? value : (sbyte)value) - zero;
    }

    private static int Expected(int sum, int products) => new Requantization(RoundingRule.Onnx, 1f / (64 * products), 1, 1).Apply(sum, 0, -128, 127);
}
