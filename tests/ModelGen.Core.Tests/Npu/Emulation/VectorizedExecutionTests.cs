using System;
using System.Globalization;
using System.Linq;
using CsCheck;
using ModelGen.Core.Tests.Npu.Timing;
using ModelGen.Npu;

namespace ModelGen.Core.Tests.Npu.Emulation;

/// <summary>What is done on vectors has the bits of what is done one by one.</summary>
public class VectorizedExecutionTests
{
    private const string Seed = "0000KOIKNC94";

    private static readonly NpuMachine Machine = NpuPrograms.Machine with
    {
        Array = new SystolicArray { Rows = 80, Columns = 80, PreloadHidden = true },
        Scratchpad = new Scratchpad { Bytes = 65536, Banks = 1, ReadBytesPerCycle = 64, WriteBytesPerCycle = 64 },
        WeightBytes = 65536,
        AccumulatorBytes = 65536,
    };

    private static readonly Gen<string> Types = Gen.Select(Gen.Bool, Gen.Int[-256, 255], Gen.Bool, Gen.Int[-256, 255], (a, x, b, w) => string.Create(
        CultureInfo.InvariantCulture, $"CFG mx in_type={(a ? "u8" : "i8")} in_zero={x} weight_type={(b ? "u8" : "i8")} weight_zero={w}\n"));

    private static readonly Gen<string> Geometry = Gen.Select(Gen.Int[1, 3], Gen.Int[1, 3], Gen.Int[0, 3], Gen.Int[0, 3], Gen.Int[0, 3], Gen.Int[0, 3], Gen.Int[1, 9], Gen.Int[1, 9]).Select(
        (kh, kw, sh, sw, dh, dw, h, w) => string.Create(
            CultureInfo.InvariantCulture,
            $"CFG mx kernel_h={kh} kernel_w={kw} stride_h={sh} stride_w={sw}\nCFG mx dilation_h={dh} dilation_w={dw} in_h={h} in_w={w}\nCFG mx pad_top={kh - 1} pad_left={(kw + h) % 4}\n"));

    [Fact]
    public void Convolutions_are_the_same() => Gen.Select(
        Gen.Select(Geometry, Types), Gen.Int[1, 9], Gen.Int[1, 70], Gen.Int[1, 7], Gen.Int[1, 7], Gen.Select(Gen.Bool, Gen.Bool, Gen.Bool), Gen.Int[0, 3], Gen.Byte.Array[16384]).Sample(
        drawn =>
        {
            ((string geometry, string types), int depth, int width, int rows, int columns, (bool accumulate, bool transposed, bool depthwise), int more, byte[] data) = drawn;
            string weights = transposed ? $"CFG mx weight_row=1 weight_col={(9 * depth) + more}" : $"CFG mx weight_row={width + more} weight_col=1";
            string text = string.Create(
                CultureInfo.InvariantCulture,
                $"""
                {geometry}{types}{weights}
                CFG mx in_row={9 * (depth + more)} in_col={depth + more} acc_row={4 * width * columns} acc_col={4 * width}
                CFG mx acc_outer={4 * width * rows * columns}
                LOOP count=2
                CONV src=0 weights=5 acc=0 rows={rows} cols={columns} in_channels={depth} out_channels={width} accumulate={(accumulate ? "yes" : "no")}
                END
                {(depthwise ? $"CFG mx weight_row={width} weight_col=1\nDWCONV src=3 weights=7 acc=0 rows={rows} cols={columns} channels={width} multiplier=1 accumulate=yes" : "")}
                """);
            RequireSame(text, data);
        },
        seed: Seed,
        iter: 400);

    [Fact]
    public void Products_are_the_same() => Gen.Select(Types, Gen.Int[1, 80], Gen.Int[1, 80], Gen.Int[1, 20], Gen.Bool, Gen.Int[0, 3], Gen.Byte.Array[16384]).Sample(
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
        },
        seed: Seed,
        iter: 200);

    [Fact]
    public void Requantizations_are_the_same() => Gen.Select(Gen.Int[1, 40], Gen.Int[-256, 255], Gen.Int[-256, 255], Gen.Int[-256, 255], Gen.Float[1e-9f, 10f].Array[40], Gen.Int.Array[40], Gen.Byte.Array[16384]).Sample(
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
        },
        seed: Seed,
        iter: 200);

    [Fact]
    public void Random_programs_leave_the_same() => Gen.Select(RandomPrograms.Any, Gen.Byte.Array[4096], Gen.Byte.Array[4096]).Sample(
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
        },
        seed: Seed,
        iter: 100);

    [Fact]
    public void Tiles_of_both_widths_are_sums_of_pairs() => Gen.Select(Gen.Int[1, 3], Gen.Int[1, 3], Gen.Int[1, 5], Gen.Int[-511, 511].Array[4096], Gen.Int[-511, 511].Array[4096]).Sample(
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
        },
        seed: Seed,
        iter: 100);

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

    private static void RequireSame(string text, byte[] data, byte[]? parameters = null)
    {
        parameters ??= [0];
        NpuProgram program = NpuAssembler.Assemble(
            $"""
            .region input data 1 0 16384
            .region input parameters 1 16384 {parameters.Length}
            LD memory=1 space=spm ext=0 local=0 rows=1 cols=1 bytes=16384
            LD memory=1 space=wbuf ext=0 local=0 rows=1 cols=1 bytes=16384
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
