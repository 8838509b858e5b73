using System;
using System.Globalization;
using System.Linq;
using System.Runtime.Intrinsics;
using CsCheck;
using ModelGen.Core.Tests.Npu.Timing;
using ModelGen.Npu;
using ModelGen.Numerics;
using ModelGen.Tests;

namespace ModelGen.Core.Tests.Npu.Emulation;

/// <summary>What is done on vectors has the bits of what is done one by one.</summary>
public class VectorizedExecutionTests
{
    private static readonly NpuMachine Machine = NpuPrograms.Machine with
    {
        Array = new SystolicArray { Rows = 80, Columns = 80, PreloadHidden = true },
        Scratchpad = new Scratchpad { Bytes = 65536, Banks = 1, ReadBytesPerCycle = 64, WriteBytesPerCycle = 64 },
        WeightBytes = 65536,
        AccumulatorBytes = 65536,
    };

    private static readonly Gen<int> Mantissa = Gen.OneOf(Gen.Int[1 << 30, int.MaxValue], Gen.Int[0, 3], Gen.Int[int.MaxValue - 3, int.MaxValue]);

    private static readonly Gen<(int Low, int High)> Bounds = Gen.Select(Gen.Int[-256, 255], Gen.Int[-256, 255]).Select((a, b) => (Math.Min(a, b), Math.Max(a, b)));

    private static readonly Gen<string> Types = Gen.Select(Gen.Bool, Gen.Int[-256, 255], Gen.Bool, Gen.Int[-256, 255], (a, x, b, w) => string.Create(
        CultureInfo.InvariantCulture, $"CFG mx in_type={(a ? "u8" : "i8")} in_zero={x} weight_type={(b ? "u8" : "i8")} weight_zero={w}\n"));

    private static readonly Gen<string> Geometry = Gen.Select(Gen.Int[1, 3], Gen.Int[1, 3], Gen.Int[0, 3], Gen.Int[0, 3], Gen.Int[0, 3], Gen.Int[0, 3], Gen.Int[1, 9], Gen.Int[1, 9]).Select(
        (kh, kw, sh, sw, dh, dw, h, w) => string.Create(
            CultureInfo.InvariantCulture,
            $"CFG mx kernel_h={kh} kernel_w={kw} stride_h={sh} stride_w={sw}\nCFG mx dilation_h={dh} dilation_w={dw} in_h={h} in_w={w}\nCFG mx pad_top={kh - 1} pad_left={(kw + h) % 4}\n"));

    [Fact]
    public void Convolutions_are_the_same() => Gen.Select(
        Gen.Select(Geometry, Types), Gen.Int[1, 9], Gen.Int[1, 70], Gen.Int[1, 7], Gen.Int[1, 7], Gen.Select(Gen.Bool, Gen.Bool, Gen.Bool), Gen.Int[0, 3], Gen.Byte.Array[16384]).Check(
        400,
        drawn =>
        {
            ((string geometry, string types), int depth, int width, int rows, int columns, (bool accumulate, bool transposed, bool depthwise), int more, byte[] data) = drawn;
            string weights = transposed ? $"CFG mx weight_row=1 weight_col={(9 * depth) + more}" : $"CFG mx weight_row={width + more} weight_col=1";
            string text = string.Create(
                CultureInfo.InvariantCulture,
                $"""
                {geometry}{types}{weights}
                CFG mx in_row={9 * (depth + more)} in_col={depth + more} acc_row={4 * width * columns} acc_col={4 * width}
                LOOP count=2
                STEP at=1 by0=0 by1=0 by2={4 * width * rows * columns}
                CONV src=0 weights=5 acc=0 rows={rows} cols={columns} in_channels={depth} out_channels={width} accumulate={(accumulate ? "yes" : "no")}
                END
                {(depthwise ? $"CFG mx weight_row={width} weight_col=1\nDWCONV src=3 weights=7 acc=0 rows={rows} cols={columns} channels={width} multiplier=1 accumulate=yes" : "")}
                """);
            RequireSame(text, data);
        });

    [Fact]
    public void Products_are_the_same() => Gen.Select(Types, Gen.Int[1, 80], Gen.Int[1, 80], Gen.Int[1, 20], Gen.Bool, Gen.Int[0, 3], Gen.Byte.Array[16384]).Check(
        200,
        drawn =>
        {
            (string types, int depth, int width, int rows, bool accumulate, int more, byte[] data) = drawn;
            RequireSame(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"""
                    {types}CFG mx weight_row={width + more} in_col={depth + more} acc_col={4 * (width + more)}
                    PRELOAD weights=3 depth={depth} width={width}
                    MM src=1 acc=4 rows={rows} depth={depth} width={width} accumulate={(accumulate ? "yes" : "no")}
                    """),
                data);
        });

    [Fact]
    public void Requantizations_are_the_same() => Gen.Select(Gen.Int[1, 40], Gen.Int[-256, 255], Gen.Int[-256, 255], Gen.Int[-256, 255], Gen.Float[1e-9f, 10f].Array[40], Gen.Int.Array[40], Gen.Byte.Array[16384]).Check(
        200,
        drawn =>
        {
            (int channels, int zero, int low, int high, float[] scales, int[] biases, byte[] data) = drawn;
            byte[] parameters = EmulatorFixture.Parameters([.. scales.Zip(biases, (s, b) => (b, BitConverter.SingleToInt32Bits(s), 0))]);
            RequireSame(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"""
                    CFG mx kernel_h=2 in_h=20 in_row={channels}
                    CFG mx acc_row={4 * channels} weight_row={channels}
                    CONV src=0 weights=0 acc=0 rows=20 cols=1 in_channels={channels} out_channels={channels} signal=s0
                    CFG vx out_zero={zero} clamp_low={Math.Min(low, high)} clamp_high={Math.Max(low, high)} a_row={4 * channels}
                    CFG vx out_row={channels}
                    REQ src=0 param=0 out=1000 rows=20 cols=1 channels={channels} wait=s0
                    """),
                data,
                parameters);
        });

    [Fact]
    public void Requantizations_by_multipliers_are_the_same() => Gen.Select(Gen.Int[1, 40], Gen.Int[-256, 255], Bounds, Gen.Select(Mantissa, Gen.Int[-31, 31]).Array[40], Gen.Int.Array[40], Gen.Byte.Array[16384]).Check(
        300,
        drawn =>
        {
            (int channels, int zero, (int low, int high), (int Mantissa, int Shift)[] scales, int[] biases, byte[] data) = drawn;
            byte[] parameters = EmulatorFixture.Parameters([.. scales.Zip(biases, (s, b) => (b, s.Mantissa, s.Shift))]);
            RequireSame(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"""
                    CFG mx kernel_h=2 in_h=20 in_row={channels}
                    CFG mx acc_row={4 * channels} weight_row={channels}
                    CONV src=0 weights=0 acc=0 rows=20 cols=1 in_channels={channels} out_channels={channels} signal=s0
                    CFG vx out_zero={zero} clamp_low={low} clamp_high={high} a_row={4 * channels}
                    CFG vx out_row={channels} rounding=tflite
                    REQ src=0 param=0 out=1000 rows=20 cols=1 channels={channels} wait=s0
                    """),
                data,
                parameters);
        });

    /// <summary>Eight products by a multiplier are what it gives one by one, for values at the ends of their range as well.</summary>
    [Fact]
    public void Multipliers_give_the_same() => Gen.Select(Gen.Select(Mantissa, Gen.Int[-31, 31]).Array[8], Gen.OneOf(Gen.Int, Gen.Int[-1000, 1000], Gen.Int[-3, 3].Select(i => unchecked(int.MinValue + i))).Array[8]).Check(
        20_000,
        drawn =>
        {
            ((int Mantissa, int Shift)[] scales, int[] values) = drawn;
            FixedPointMultiplier[] multipliers = [.. scales.Select(s => new FixedPointMultiplier(s.Mantissa, s.Shift))];
            if (FixedPointLanes.IsSupported)
            {
                int[] products = new int[8];
                new FixedPointLanes(multipliers).Apply(Vector256.Create<int>(values)).CopyTo(products);
                Assert.Equal(multipliers.Zip(values, (m, v) => m.Apply(v)), products);
            }
        });

    /// <summary>In place, apart, and across each other; dense, with gaps, and with an operand for all rows.</summary>
    [Fact]
    public void Functions_of_elements_are_the_same() => Gen.Select(
        Gen.Int[0, 7], Gen.Select(Gen.Bool, Gen.Bool, Gen.Bool), Gen.Select(Gen.Int[-256, 255], Gen.Int[-256, 255], Gen.Int[-256, 255]), Bounds,
        Gen.Select(Gen.Float[1e-4f, 3f], Gen.Float[1e-4f, 3f], Gen.Float[1e-4f, 3f]), Gen.Select(Mantissa, Mantissa, Mantissa, Gen.Int[-31, 10], Gen.Int[0, 20]),
        Gen.Select(Gen.Int[1, 50], Gen.Int[0, 2], Gen.Int[1, 4], Gen.Int[0, 3], Gen.Int[0, 3]), Gen.Byte.Array[16384]).Check(
        1500,
        drawn =>
        {
            (int function, (bool tflite, bool a, bool b), (int az, int bz, int oz), (int low, int high), (float x, float y, float z), (int m, int n, int p, int shift, int left), (int channels, int gap, int rows, int place, int broadcast), byte[] data) = drawn;
            string name = new[] { "add", "sub", "mul", "max", "min", "rescale", "lookup", "add" }[function];
            string scales = tflite
                ? $"CFG vx a_scale={m} a_shift={shift} b_scale={n} b_shift={-shift / 4}\nCFG vx out_scale={p} out_shift={shift} left_shift={left}"
                : string.Create(CultureInfo.InvariantCulture, $"CFG vx a_scale={Bits(x)} b_scale={Bits(y)} out_scale={Bits(z)}");
            int column = channels + gap, row = 3 * column, to = place switch { 0 => 100, 1 => 5000, 2 => 105, _ => 8000 }, bRow = broadcast == 0 ? 0 : row, bColumn = broadcast == 1 ? 0 : column;
            RequireSame(
                $"""
                CFG vx rounding={(tflite ? "tflite" : "onnx")} table=1 a_type={(a ? "u8" : "i8")} b_type={(b ? "u8" : "i8")}
                CFG vx a_zero={az} b_zero={bz} out_zero={oz} clamp_low={low}
                CFG vx clamp_high={high} a_row={row} a_col={column}
                CFG vx b_row={bRow} b_col={bColumn} out_row={row} out_col={column}
                {scales}
                VEC op={name} a=100 b=5000 out={to} rows={rows} cols=3 channels={channels}
                """,
                data);
        });

    [Fact]
    public void Maxima_of_windows_are_the_same() => Gen.Select(
        Gen.Select(Gen.Int[1, 70], Gen.Int[0, 2]), Gen.Bool, Bounds, Gen.Select(Gen.Int[1, 3], Gen.Int[1, 3], Gen.Int[1, 3], Gen.Int[1, 3]), Gen.Select(Gen.Int[0, 2], Gen.Int[0, 2]), Gen.Int[0, 2], Gen.Byte.Array[16384]).Check(
        400,
        drawn =>
        {
            ((int channels, int gap), bool unsigned, (int low, int high), (int kh, int kw, int sh, int sw), (int top, int left), int place, byte[] data) = drawn;
            (top, left) = (Math.Min(top, kh - 1), Math.Min(left, kw - 1));
            int column = channels + gap, rows = ((5 + top - kh) / sh) + 1, columns = ((6 + left - kw) / sw) + 1;
            RequireSame(
                $"""
                CFG vx a_type={(unsigned ? "u8" : "i8")} clamp_low={low} clamp_high={high}
                CFG vx in_h=5 in_w=6 kernel_h={kh} kernel_w={kw}
                CFG vx stride_h={sh} stride_w={sw} pad_top={top} pad_left={left}
                CFG vx a_row={6 * column} a_col={column} out_row={8 * column} out_col={column}
                POOL op=max src=200 out={(place == 0 ? 210 : 8000)} rows={Math.Min(rows, 5)} cols={Math.Min(columns, 6)} channels={channels}
                """,
                data);
        });

    [Fact]
    public void Random_programs_leave_the_same() => Gen.Select(RandomPrograms.Any, Gen.Byte.Array[4096], Gen.Byte.Array[4096]).Check(
        100,
        drawn =>
        {
            ((NpuMachine machine, NpuProgram program), byte[] a, byte[] c) = drawn;
            byte[][] results = [.. new[] { true, false }.Select(vectors =>
            {
                var memory = new NpuMemory(program, machine);
                memory.Write("a", a);
                memory.Write("c", c);
                try
                {
                    new NpuEmulator(machine) { Vectors = vectors }.Run(program, memory);
                }
                catch (NpuProgramException e)
                {
                    Assert.Contains("The parameters of channel", e.Message);
                }

                return memory.Read("b");
            })];
            Assert.Equal(results[1], results[0]);
        });

    [Fact]
    public void Tiles_of_both_widths_are_sums_of_pairs() => Gen.Select(Gen.Int[1, 3], Gen.Int[1, 3], Gen.Int[1, 5], Gen.Int[-511, 511].Array[4096], Gen.Int[-511, 511].Array[4096]).Check(
        100,
        drawn =>
        {
            (int rows, int columns, int length, int[] a, int[] b) = drawn;
            int[] x = [.. Enumerable.Range(0, 2048).Select(i => (a[2 * i] << 16) | (a[(2 * i) + 1] & 0xffff))], w = [.. Enumerable.Range(0, 2048).Select(i => (b[2 * i] << 16) | (b[(2 * i) + 1] & 0xffff))];
            var runs = new PairRuns(rows, 40, columns, 11, length);
            int[] at = [5, 0, 900, 7, 33, 100];
            if (PairTile256.IsSupported)
            {
                int[] sums = new int[4 * 16], one = new int[16];
                PairTile256.Several(x, w, runs, at, sums);
                PairTile256.One(x, w, runs, at[2], one);
                Assert.Equal(Sums(x, w, runs, at[..4], 16), sums);
                Assert.Equal(Sums(x, w, runs, at[2..3], 16), one);
            }

            if (PairTile512.IsSupported)
            {
                int[] sums = new int[6 * 32], one = new int[32];
                PairTile512.Several(x, w, runs, at, sums);
                PairTile512.One(x, w, runs, at[4], one);
                Assert.Equal(Sums(x, w, runs, at, 32), sums);
                Assert.Equal(Sums(x, w, runs, at[4..5], 32), one);
            }
        });

    private static int[] Sums(int[] x, int[] w, PairRuns runs, int[] at, int lanes) => [.. at.SelectMany(start => Enumerable.Range(0, lanes).Select(lane =>
    {
        int sum = 0, place = 0;
        for (int r = 0; r < runs.Rows; r++)
        {
            for (int c = 0; c < runs.Columns; c++)
            {
                for (int i = 0; i < runs.Length; i++, place += lanes)
                {
                    int pair = x[start + (r * runs.RowStride) + (c * runs.ColumnStride) + i], weight = w[place + lane];
                    sum += ((pair >> 16) * (weight >> 16)) + ((short)pair * (short)weight);
                }
            }
        }

        return sum;
    }))];

    private static int Bits(float value) => BitConverter.SingleToInt32Bits(value);

    private static void RequireSame(string text, byte[] data, byte[]? parameters = null)
    {
        parameters ??= [0];
        NpuProgram program = NpuAssembler.Assemble(
            $"""
            .region input data 1 0 16384
            .region input parameters 1 16384 {parameters.Length}
            LD memory=1 space=spm ext=0 local=0 rows=1 cols=1 bytes=16384
            LD memory=1 space=wbuf ext=0 local=0 rows=1 cols=1 bytes=16384
            LD memory=1 space=lut ext=0 local=0 rows=1 cols=1 bytes=256
            LD memory=1 space=param ext=16384 local=0 rows=1 cols=1 bytes={parameters.Length}
            FENCE
            {text}
            HALT
            """,
            Machine);
        NpuCore[] cores = [.. new[] { true, false }.Select(vectors =>
        {
            var memory = new NpuMemory(program, Machine);
            memory.Write("data", data);
            memory.Write("parameters", parameters);
            Simulation simulation = new NpuEmulator(Machine) { Vectors = vectors }.Start(program, memory);
            while (simulation.Advance())
            {
            }

            return simulation.Cores[0].Core;
        })];
        Assert.Equal(cores[1].Accumulators, cores[0].Accumulators);
        Assert.Equal(cores[1].Scratchpad, cores[0].Scratchpad);
    }
}
