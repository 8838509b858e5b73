using System;
using System.CommandLine;
using System.IO;
using ModelGen.Npu;
using ModelGen.Tool.Loading;
using ModelGen.Tool.Profiling;
using ModelGen.Tool.Reports;

namespace ModelGen.Tool.Commands;

/// <summary><c>modelgen profile</c>.</summary>
internal static class ProfileCommand
{
    public static Command Create(ToolConsole console)
    {
        Argument<string> assembly = ModelArguments.Assembly(), model = ModelArguments.Class();
        Option<string?> weights = ModelArguments.Weights();
        Option<ulong?> randomWeights = ModelArguments.RandomWeights();
        Option<string> machine = new("--machine", "-m")
        {
            HelpName = "NAME|FILE",
            Description = $"The machine: a JSON file, or one of {MachineArguments.Known}.",
            Required = true,
        };
        Option<bool> sideBySide = new("--side-by-side") { Description = "Run an inference on each core at the same time, rather than one on all cores together." };
        Option<string?> html = File("--html", "Write the report as a page that needs no network.");
        Option<string?> trace = File("--trace", "Write the timeline as Chrome trace JSON, which Perfetto opens.");
        Option<string?> csv = File("--csv", "Write the layers as comma-separated values.");
        Option<string?> listing = File("--listing", "Write the program as text.");
        var command = new Command("profile", "Compiles a model for an NPU, runs it in emulated time, and shows where every cycle went.")
        {
            assembly, model, machine, sideBySide, weights, randomWeights, html, trace, csv, listing,
        };
        command.SetAction(result =>
        {
            ModelClass loaded = ModelAssembly.Load(result.GetRequiredValue(assembly)).Find(result.GetRequiredValue(model));
            Npu.NpuMachine found = MachineArguments.Find(result.GetRequiredValue(machine));
            ProfileView view = console.WithStatus("profiling", status =>
            {
                status("quantizing");
                QuantizedModel quantized = QuantizedModel.Load(console, loaded, ModelArguments.Choose(result, weights, randomWeights));
                status("compiling for " + found.Name);
                NpuModel compiled = NpuProfiler.Compile(quantized, found, result.GetValue(sideBySide));
                Save(result.GetValue(listing), writer => writer.Write(compiled.Plan.Print()));
                status("running on " + found.Name);
                return NpuProfiler.Run(compiled);
            });
            NpuReport.Write(console, view);
            Save(result.GetValue(html), writer => HtmlReport.Write(writer, view));
            Save(result.GetValue(csv), writer => LayerCsv.Write(writer, view));
            if (result.GetValue(trace) is { } path)
            {
                using FileStream stream = System.IO.File.Create(path);
                ChromeTrace.Write(stream, view);
            }

            return 0;
        });
        return command;
    }

    private static Option<string?> File(string name, string description) => new(name) { HelpName = "FILE", Description = description };

    private static void Save(string? path, Action<TextWriter> write)
    {
        if (path is not null)
        {
            using var writer = new StreamWriter(path);
            write(writer);
        }
    }
}
