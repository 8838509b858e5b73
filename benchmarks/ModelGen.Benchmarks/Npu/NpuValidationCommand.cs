using System;
using System.Collections.Generic;
using System.CommandLine;
using System.Globalization;
using System.Linq;
using Digits;
using ModelGen.Npu;
using Zoo;

namespace ModelGen.Benchmarks.Npu;

/// <summary>Our figures beside published ones, as the tables of docs/npu-validation.md.</summary>
internal static class NpuValidationCommand
{
    private const int LayersShown = 6;

    private static readonly Case[] Cases =
    [
        new("ResNet8", NpuNetwork.Of<ResNet8>, "ethos-u55-128", "201,794 cycles, 50.6 KiB (Vela 3.10, estimate)", 201_794),
        new("ResNet8", NpuNetwork.Of<ResNet8>, "ethos-u55-256", "141,624 cycles (Vela 3.10, estimate)", 141_624),
        new("DsCnn", NpuNetwork.Of<DsCnn>, "ethos-u55-128", "84,604 cycles, 21.6 KiB (Vela 3.10, estimate)", 84_604),
        new("DsCnn", NpuNetwork.Of<DsCnn>, "ethos-u55-256", "51,430 cycles, 20.4 KiB (Vela 3.10, estimate)", 51_430),
        new("MobileNetV2", NpuNetwork.Of<MobileNetV2>, "ethos-u55-128", "7,345,741 cycles (Arm Fast Model)", 7_345_741),
        new("ResNet18", NpuNetwork.Of<ResNet18>, "vta-pynq", "7,729,601 cycles without the first convolution (cycle-accurate)", 7_729_601),
        new("ResNet50", NpuNetwork.Of<ResNet50>, "gemmini-16x16", "51 % of the MACs", null),
        new("ResNet50", NpuNetwork.Of<ResNet50>, "warboy", "0.712 ms (MLPerf v2.0, single stream)", 1_424_000),
        new("ResNet50", NpuNetwork.Of<ResNet50>, "warboy-2pe", "0.712 ms (MLPerf v2.0, single stream)", 1_424_000),
        new("2 × ResNet50", NpuNetwork.Of<ResNet50>, "warboy-2pe", "2758 /s (MLPerf v2.0, offline)", 1_450_326) { SideBySide = true },
        new("ResNet50", NpuNetwork.Of<ResNet50>, "edge-tpu", "56 ms at 299×299 (Coral dev board)", 28_000_000),
        new("Digits", NpuNetwork.Of<DigitClassifier>, "ethos-u55-128", "", null),
    ];

    /// <summary>The command <c>npu-validation</c>.</summary>
    public static Command Create()
    {
        var command = new Command("npu-validation", "Runs networks on NPUs whose figures are published, and prints both side by side.");
        command.SetAction(_ => Run());
        return command;
    }

    private static int Run()
    {
        Console.WriteLine("| network | machine | cycles | time | MAC use | features outside of the scratchpad | published | published ÷ ours |");
        Console.WriteLine("|---|---|---|---|---|---|---|---|");
        var runs = new List<(Case Case, IReadOnlyList<NpuRun> Runs)>();
        foreach (Case item in Cases)
        {
            NpuMachine machine = NpuPresets.Get(item.Machine);
            NpuModel model = item.Network().Compile(machine, item.SideBySide);
            var emulator = new NpuEmulator(machine) { EventLimit = 0 };
            NpuRun[] programs = [.. model.Programs.OfType<NpuProgram>().Select(emulator.Time)];
            runs.Add((item, programs));
            long cycles = programs.Sum(p => p.Cycles), macs = programs.Sum(p => p.Traffic.Macs);
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {item.Name} | {item.Machine} | {cycles:N0} | {cycles * 1e3 / machine.ClockHertz:G3} ms | {100.0 * macs / (cycles * machine.Array.MacsPerCycle * machine.Cores):F1} % | {Features(model) / 1024.0:F1} KiB | {item.Published} | {(item.Cycles is { } published ? ((double)published / cycles).ToString("F2", CultureInfo.InvariantCulture) : "")} |"));
        }

        foreach ((Case item, IReadOnlyList<NpuRun> programs) in runs)
        {
            Layers(item, programs);
        }

        return 0;
    }

    /// <summary>Bytes of the memory of features that programs use for values and inputs and outputs in it.</summary>
    private static long Features(NpuModel model)
    {
        int memory = model.Plan.Machine.MemoryOf(TensorClasses.Features);
        return model.Programs.OfType<NpuProgram>().Max(p => p.Regions.Where(r => r.Memory == memory).Sum(r => r.Bytes));
    }

    /// <summary>The layers that add most cycles.</summary>
    private static void Layers(Case item, IReadOnlyList<NpuRun> programs)
    {
        Console.WriteLine();
        Console.WriteLine($"{item.Name} on {item.Machine}, the layers that add most cycles:");
        Console.WriteLine();
        Console.WriteLine("| layer | cycles | MACs of the array's in these |");
        Console.WriteLine("|---|---|---|");
        foreach ((NpuRun run, NpuLayerRun layer) in programs.SelectMany(run => run.Layers.Select(layer => (run, layer))).OrderByDescending(l => l.layer.Added).Take(LayersShown))
        {
            string name = layer.Layer < 0 ? "" : run.Program.Layers[layer.Layer].Name;
            double slots = (double)layer.Added * run.Machine.Array.MacsPerCycle * run.Program.Cores;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {name} | {layer.Added:N0} | {(slots > 0 ? 100 * layer.Traffic.Macs / slots : 0):F0} % |"));
        }
    }

    /// <summary>A network on a machine and what is published of it, in cycles of a run as well.</summary>
    private sealed record Case(string Name, Func<NpuNetwork> Network, string Machine, string Published, long? Cycles)
    {
        /// <summary>Whether each core runs an inference of its own.</summary>
        public bool SideBySide { get; init; }
    }
}
