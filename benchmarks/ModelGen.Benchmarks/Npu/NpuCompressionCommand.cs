using System;
using System.CommandLine;
using System.Globalization;
using System.Linq;
using Digits;
using ModelGen.Npu;
using Zoo;

namespace ModelGen.Benchmarks.Npu;

/// <summary>What compressed weights save, as the table of docs/npu-validation.md.</summary>
internal static class NpuCompressionCommand
{
    private const string Machine = "ethos-u55-128";

    private static readonly Case[] Cases =
    [
        new("Digits", "trained", weights => NpuNetwork.Of<DigitClassifier>(weights ?? ModelWeights.FindEmbedded<DigitClassifier>()!)),
        new("ResNet8", "normal", weights => NpuNetwork.Of<ResNet8>(weights ?? Normal(ResNet8.Info))),
        new("DsCnn", "normal", weights => NpuNetwork.Of<DsCnn>(weights ?? Normal(DsCnn.Info))),
        new("MobileNetV2", "uniform", weights => NpuNetwork.Of<MobileNetV2>(weights ?? ModelWeights.Random(MobileNetV2.Info, seed: 1))),
        new("MobileNetV2", "normal", weights => NpuNetwork.Of<MobileNetV2>(weights ?? Normal(MobileNetV2.Info))),
    ];

    /// <summary>The command <c>npu-compression</c>.</summary>
    public static Command Create()
    {
        var network = new Argument<string>("network") { Description = "Digits, ResNet8, DsCnn or MobileNetV2; all if it is left out.", Arity = ArgumentArity.ZeroOrOne };
        var weights = new Option<string>("--weights") { Description = "A safetensors file with trained weights of the network." };
        var command = new Command("npu-compression", $"Runs networks on {Machine} with weights as compressed streams, and without a decoder.") { network, weights };
        command.SetAction(result => Run(result.GetValue(network), result.GetValue(weights)));
        return command;
    }

    private static int Run(string? network, string? file)
    {
        Console.WriteLine("| network | weights | bytes read without a decoder | with one | streams ÷ their weights | cycles without a decoder | with one | saved |");
        Console.WriteLine("|---|---|---|---|---|---|---|---|");
        NpuMachine machine = NpuPresets.Get(Machine), plain = machine with { Dma = machine.Dma with { DecoderBytesPerCycle = 0 } };
        foreach (Case item in Cases.Where(c => network is null || c.Name == network).Take(file is null ? Cases.Length : 1))
        {
            NpuNetwork compiled = item.Network(file is null ? null : ModelWeights.Load(file));
            NpuRun[] with = Time(compiled, machine), without = Time(compiled, plain);
            int memory = machine.MemoryOf(TensorClasses.Weights);
            long decoded = with.Sum(r => r.Traffic.Decoded), streams = with.Sum(r => r.Traffic.Compressed), cycles = with.Sum(r => r.Cycles), before = without.Sum(r => r.Cycles);
            string ratio = decoded == 0 ? "none" : ((double)streams / decoded).ToString("F3", CultureInfo.InvariantCulture);
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {item.Name} | {(file is null ? item.Weights : System.IO.Path.GetFileNameWithoutExtension(file))} | {without.Sum(r => r.Traffic.ExternalRead[memory]):N0} | {with.Sum(r => r.Traffic.ExternalRead[memory]):N0} | {ratio} | {before:N0} | {cycles:N0} | {100.0 * (before - cycles) / before:F1} % |"));
        }

        return 0;
    }

    private static NpuRun[] Time(NpuNetwork network, NpuMachine machine)
    {
        var emulator = new NpuEmulator(machine) { EventLimit = 0 };
        return [.. network.Compile(machine).Programs.OfType<NpuProgram>().Select(emulator.Time)];
    }

    /// <summary>Random weights with matrices that are normally distributed, as trained ones about are, with the deviation that uniform ones have.</summary>
    private static ModelWeights Normal(ModelInfo info)
    {
        var uniform = ModelWeights.Random(info, seed: 1);
        var random = new Random(1);
        return ModelWeights.Create(info.Parameters.ToDictionary(p => p.Path, p => p.Type.Shape.Rank < 2 ? uniform[p.Path] : Normal(uniform[p.Path], random)));
    }

    private static Tensor Normal(Tensor uniform, Random random)
    {
        float deviation = MathF.Sqrt(uniform.Floats.Average(v => v * v));
        return new Tensor(
            uniform.Type.Shape,
            [.. uniform.Floats.Select(_ => deviation * (float)(Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble())))]);
    }

    /// <summary>A network with weights of a kind, or with given ones.</summary>
    private sealed record Case(string Name, string Weights, Func<ModelWeights?, NpuNetwork> Network);
}
