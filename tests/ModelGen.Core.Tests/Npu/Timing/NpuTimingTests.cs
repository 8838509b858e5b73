using System;
using System.Collections.Generic;
using System.Linq;
using CsCheck;
using ModelGen.Npu;
using ModelGen.Tests;

namespace ModelGen.Core.Tests.Npu.Timing;

public class NpuTimingTests
{
    private static readonly NpuMachine Machine = NpuPresets.Get("ethos-u55-128");

    /// <summary>The golden count of SCALE-Sim is the number, from 0 on, of the cycle in which the last sum leaves the array.</summary>
    [Fact]
    public void The_first_convolution_of_AlexNet_takes_the_golden_count_of_ScaleSim()
    {
        NpuCost cost = NpuTiming.Convolve(Systolic(32, 32, hidden: false), 55 * 55, 11 * 11, 3, 96, accumulate: false);
        Assert.Equal(112_283, NpuTiming.Alone(Systolic(32, 32, hidden: false), cost) - 1);
    }

    [Fact]
    public void Folds_of_a_systolic_array_take_the_cycles_of_the_model_register_by_register() =>
        Gen.Select(Gen.Int[1, 5], Gen.Int[1, 5], Gen.Int[1, 4], Gen.Int[1, 12], Gen.Bool, Gen.Int[-9, 9].Array[12 * 20], Gen.Int[-9, 9].Array[20 * 5]).Check(
            300,
            drawn =>
            {
                var (rows, columns, folds, length, hidden, a, b) = drawn;
                int depth = folds * rows;
                int[,] input = new int[length, depth], weights = new int[depth, columns], expected = new int[length, columns];
                for (int i = 0; i < length * depth; i++)
                {
                    input[i / depth, i % depth] = a[i];
                }

                for (int i = 0; i < depth * columns; i++)
                {
                    weights[i / columns, i % columns] = b[i];
                }

                for (int i = 0; i < length * columns * depth; i++)
                {
                    int t = i / columns / depth, c = i / depth % columns, k = i % depth;
                    expected[t, c] += input[t, k] * weights[k, c];
                }

                (int[,] product, long cycles) = new SystolicModel(rows, columns, hidden).Run(input, weights);
                NpuMachine machine = Systolic(rows, columns, hidden);
                Assert.Equal(expected, product);
                Assert.Equal(cycles, NpuTiming.Alone(machine, NpuTiming.Convolve(machine, length, 1, depth, columns, accumulate: false)));
                if (folds == 1)
                {
                    Assert.Equal(cycles, NpuTiming.Alone(machine, NpuTiming.Preload(machine, depth, columns)) + NpuTiming.Alone(machine, NpuTiming.Multiply(machine, length, depth, columns, accumulate: false)));
                }
            });

    [Fact]
    public void Bricks_of_dot_products_take_the_cycles_of_the_model_step_by_step() =>
        Gen.Select(Gen.Int[1, 3], Gen.Int[1, 5], Gen.Int[1, 5], Gen.Int[1, 9], Gen.Int[1, 4], Gen.Int[1, 11], Gen.Int[1, 11], Gen.Int[1, 9]).Check(
            300,
            drawn =>
            {
                var (p, i, o, pixels, kernel, inChannels, outChannels, lanes) = drawn;
                var array = new DotProductArray { Pixels = p, InChannels = i, OutChannels = o };
                NpuMachine machine = Machine with { Array = array, DepthwiseLanes = lanes };
                NpuCost cost = NpuTiming.Convolve(machine, pixels, kernel, inChannels, outChannels, accumulate: true), depthwise = NpuTiming.Depthwise(machine, pixels, kernel, inChannels, 3, accumulate: true);
                Assert.Equal(DotProductModel.Convolve(array, pixels, kernel, inChannels, outChannels), (cost.Work, cost.Macs));
                Assert.Equal(DotProductModel.Depthwise(lanes, pixels, kernel, 3 * inChannels), (depthwise.Work, depthwise.Macs));
                Assert.Equal(Machine.ArrayStartUpCycles, cost.StartUp);
                Assert.Equal(NpuTiming.Convolve(machine, pixels, 1, i, o, accumulate: false).Work, NpuTiming.Multiply(machine, pixels, i, o, accumulate: false).Work);
            });

    [Fact]
    public void A_run_costs_each_burst_in_which_it_lies() =>
        Gen.Select(Gen.Int[0, 6], Gen.Int[0, 300], Gen.Int[1, 9], Gen.Int[-70, 70], Gen.Int[1, 9], Gen.Int[-40, 40], Gen.Int[1, 30]).Check(
            3000,
            drawn =>
            {
                var (log, address, rows, rowStride, columns, columnStride, bytes) = drawn;
                int burst = 1 << log;
                var runs = new List<(long From, long To)>();
                for (int y = 0; y < rows; y++)
                {
                    for (int x = 0; x < columns; x++)
                    {
                        long from = 10_000 + address + (y * rowStride) + (x * columnStride), to = from + bytes;
                        bool whole = columns == 1 || columnStride == bytes;
                        bool joins = x > 0 ? columnStride == bytes : y > 0 && whole && rowStride == bytes * columns;
                        runs = joins ? [.. runs.SkipLast(1), (runs[^1].From, to)] : [.. runs, (from, to)];
                    }
                }

                Assert.Equal(
                    runs.Sum(r => ((r.To - 1) / burst) - (r.From / burst) + 1) * burst,
                    NpuTiming.BurstBytes(burst, 10_000 + address, rows, rowStride, columns, columnStride, bytes));
            });

    [Fact]
    public void What_a_memory_or_port_cannot_keep_up_with_takes_longer()
    {
        NpuMachine machine = Machine with { Dma = Machine.Dma with { BytesPerCycle = 16 } };
        NpuCost load = NpuTiming.Load(machine, 1, NpuSpace.Scratchpad, 4096, 4096);
        Assert.Equal((16, 64, 256), (load.StartUp, load.Latency, load.Work));
        Assert.Equal(16 + 64 + 4096, NpuTiming.Alone(machine, load));
        NpuCost pool = NpuTiming.Pool(machine, 100, 9, 8);
        Assert.Equal(900, NpuTiming.Alone(machine, pool));
        NpuMachine narrow = machine with { Scratchpad = machine.Scratchpad with { ReadBytesPerCycle = 2 } };
        Assert.Equal(3600, NpuTiming.Alone(narrow, pool));
        Assert.Equal(1800, NpuTiming.Alone(narrow, pool, readRange: 2 * narrow.Scratchpad.BankBytes));
        NpuMachine interleaved = narrow with { Scratchpad = narrow.Scratchpad with { InterleaveBytes = 16 } };
        int banks = narrow.Scratchpad.Banks;
        Assert.Equal(3600, NpuTiming.Alone(interleaved, pool, readRange: 16));
        Assert.Equal(1800, NpuTiming.Alone(interleaved, pool, readRange: 32));
        Assert.Equal(900, NpuTiming.Alone(interleaved, pool, readRange: 16 * banks));
        Assert.Equal(2400, NpuTiming.Alone(interleaved, pool, readRange: 24));
    }

    /// <summary>Addresses are dealt out to the banks one by one.</summary>
    [Fact]
    public void Every_address_is_of_one_bank() => Gen.Select(Gen.Int[1, 9], Gen.Int[1, 6], Gen.Int[0, 4], Gen.Int[0, 200], Gen.Int[0, 200]).Check(
        2000,
        drawn =>
        {
            (int banks, int runs, int interleave, int low, int length) = drawn;
            var scratchpad = new Scratchpad { Bytes = banks * runs * Math.Max(1, interleave), Banks = banks, InterleaveBytes = interleave, ReadBytesPerCycle = 1, WriteBytesPerCycle = 1 };
            int[] inBank = new int[banks], bankOf = [.. Enumerable.Range(0, (int)scratchpad.Bytes).Select(a => interleave == 0 ? a / runs : a / interleave % banks)];
            int from = Math.Min(low, bankOf.Length), to = Math.Min(low + length, bankOf.Length);
            for (int a = from; a < to; a++)
            {
                Assert.Equal(bankOf[a], scratchpad.BankOf(a));
                inBank[bankOf[a]]++;
            }

            Assert.Equal(inBank, Enumerable.Range(0, banks).Select(b => (int)(scratchpad.Below(to, b) - scratchpad.Below(from, b))));
        });

    private static NpuMachine Systolic(int rows, int columns, bool hidden) => Machine with
    {
        Array = new SystolicArray { Rows = rows, Columns = columns, PreloadHidden = hidden },
        ArrayStartUpCycles = 0,
        Scratchpad = Machine.Scratchpad with { ReadBytesPerCycle = 4096 },
    };
}
