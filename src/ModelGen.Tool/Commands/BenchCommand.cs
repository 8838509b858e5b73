using System;
using System.CommandLine;
using System.Linq;
using ModelGen.IR;
using ModelGen.Tool.Loading;
using ModelGen.Tool.Reports;
using Spectre.Console;

namespace ModelGen.Tool.Commands;

/// <summary><c>modelgen bench</c>.</summary>
internal static class BenchCommand
{
    public static Command Create(ToolConsole console)
    {
        Argument<string> assembly = ModelArguments.Assembly(), model = ModelArguments.Class();
        Option<string?> weights = ModelArguments.Weights();
        Option<ulong?> randomWeights = ModelArguments.RandomWeights();
        Option<int> threads = new("--threads", "-t") { HelpName = "N", Description = "The threads that share the work of one run.", DefaultValueFactory = _ => 1 };
        Option<string?> isa = new("--isa") { Description = "The instruction set to run on. Without it: the best that the processor has." };
        isa.AcceptOnlyFromAmong(Enum.GetNames<Isa>());
        Option<string?> precision = ModelArguments.Precision();
        Option<double> seconds = new("--seconds") { HelpName = "S", Description = "How long to measure.", DefaultValueFactory = _ => 3 };
        var command = new Command("bench", "Times a model on random input: the latency of one run after another.") { assembly, model, weights, randomWeights, threads, isa, precision, seconds };
        command.SetAction(result => Run(
            console,
            ModelAssembly.Load(result.GetRequiredValue(assembly)).Find(result.GetRequiredValue(model)),
            ModelArguments.Choose(result, weights, randomWeights),
            Options(result.GetValue(threads), result.GetValue(isa), ModelArguments.Precision(result, precision)),
            Duration(result.GetValue(seconds))));
        return command;
    }

    private static ModelOptions Options(int threads, string? isa, Precision? precision) => threads >= 1
        ? new ModelOptions { Threads = threads, Isa = isa is null ? null : Enum.Parse<Isa>(isa), Precision = precision }
        : throw new ToolException($"--threads takes a number of at least 1, but {threads} was given.");

    private static TimeSpan Duration(double seconds) => seconds is > 0 and <= 3600
        ? TimeSpan.FromSeconds(seconds)
        : throw new ToolException("--seconds takes a duration above 0 and up to 3600.");

    /// <summary>An array for the elements of a tensor.</summary>
    private static Array Elements(TensorType type) => type.Element switch
    {
        ElementType.Float32 => new float[type.Shape.ElementCount],
        ElementType.Int32 => new int[type.Shape.ElementCount],
        ElementType.UInt8 => new byte[type.Shape.ElementCount],
        _ => new sbyte[type.Shape.ElementCount],
    };

    private static int Run(ToolConsole console, ModelClass model, WeightChoice choice, ModelOptions options, TimeSpan duration)
    {
        ModelInfo info = model.Info;
        Action<Array[], Array[]> run = model.Create(model.GetWeights(choice), options);
        Array[] inputs = RandomInputs.Draw(info.Graph, seed: 1);
        Array[] outputs = [.. info.Outputs.Select(o => Elements(o.Type))];
        LatencySample sample = Measure(console, () => run(inputs, outputs), duration);
        string isa = options.Isa?.ToString() ?? (Environment.GetEnvironmentVariable("MODELGEN_ISA") is { Length: > 0 } named ? named : "the best available");
        console.Text.WriteLine($"{model.FullName}: {Quantities.Count(sample.Count)} runs, {options.Threads} thread{(options.Threads == 1 ? "" : "s")}, instruction set: {isa}");
        Table table = Tables.Create(">minimum", ">median", ">mean", ">90 %", ">99 %", ">maximum", ">MACs/s");
        table.Add(
            Quantities.Time(sample.Quantile(0)),
            Quantities.Time(sample.Quantile(0.5)),
            Quantities.Time(sample.Mean),
            Quantities.Time(sample.Quantile(0.9)),
            Quantities.Time(sample.Quantile(0.99)),
            Quantities.Time(sample.Quantile(1)),
            Quantities.Count((long)(info.Macs / Math.Max(sample.Quantile(0.5).TotalSeconds, 1e-9))));
        console.Output.Write(table);
        return 0;
    }

    private static LatencySample Measure(ToolConsole console, Action run, TimeSpan duration)
    {
        if (!console.Error.Profile.Capabilities.Interactive)
        {
            return LatencySample.Measure(run, duration, _ => { });
        }

        LatencySample? sample = null;
        console.Error.Progress().AutoClear(true).Start(progress =>
        {
            ProgressTask task = progress.AddTask("measuring", maxValue: 1);
            sample = LatencySample.Measure(run, duration, done => task.Value = done);
        });
        return sample!;
    }
}
