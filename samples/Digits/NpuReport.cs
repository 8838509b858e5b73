using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using ModelGen;
using ModelGen.Npu;
using Spectre.Console;

namespace Digits;

/// <summary>The pictures once more, on the emulated NPU of the model's target.</summary>
internal static class NpuReport
{
    /// <summary>Recognises pictures on the CPU and on the NPU, and prints whether scores are equal, and what one picture costs.</summary>
    public static void Pictures(DigitClassifier net, IEnumerable<string> files)
    {
        NpuModel npu = net.OnNpu();
        NpuModelRun? last = null;
        int count = 0, equal = 0;
        var scores = new float[10];
        foreach (string file in files)
        {
            float[] pixels;
            try
            {
                pixels = DigitPicture.Load(file);
            }
            catch (Exception e) when (e is IOException or InvalidDataException or UnauthorizedAccessException)
            {
                continue;
            }

            net.Run(pixels, scores);
            last = npu.Run(new Dictionary<string, Tensor> { ["image"] = new(new Shape(1, DigitPicture.Size, DigitPicture.Size, 1), pixels) });
            count++;
            equal += Agree(scores, last.Outputs[0].Floats) ? 1 : 0;
        }

        if (last is null)
        {
            return;
        }

        NpuMachine machine = npu.Plan.Machine;
        long macs = last.Programs.Sum(p => p.Traffic.Macs);
        AnsiConsole.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"On the NPU {machine.Name}: {equal} of {count} with the same digit and equal scores; a picture takes {last.Cycles:N0} cycles, {last.Seconds * 1e6:F1} µs at {machine.ClockHertz / 1e6:F0} MHz, "
            + $"{100.0 * macs / (last.Cycles * machine.Array.MacsPerCycle):F0} % of its MACs, and {last.Picojoules / 1e6:F2} µJ"));
    }

    /// <summary>Both compute the same bytes; behind them the softmax is in single precision, by two implementations.</summary>
    private static bool Agree(ReadOnlySpan<float> cpu, ReadOnlySpan<float> npu)
    {
        const float Tolerance = 1e-6f;
        bool agree = true;
        for (int i = 0; i < cpu.Length; i++)
        {
            agree &= Math.Abs(cpu[i] - npu[i]) <= Tolerance;
        }

        return agree;
    }
}
