using System.Collections.Generic;
using System.CommandLine;
using System.IO;
using System.Linq;
using ModelGen.Npu;
using ModelGen.Tool.Loading;
using ModelGen.Tool.Profiling;
using ModelGen.Tool.Reports;

namespace ModelGen.Tool.Commands;

/// <summary><c>modelgen compare</c>.</summary>
internal static class CompareCommand
{
    public static Command Create(ToolConsole console)
    {
        Argument<string> assembly = ModelArguments.Assembly(), model = ModelArguments.Class();
        Option<string?> weights = ModelArguments.Weights();
        Option<ulong?> randomWeights = ModelArguments.RandomWeights();
        Option<string> machines = new("--machines", "-m")
        {
            HelpName = "NAME,FILE,…|all",
            Description = $"The machines: JSON files and presets with commas between them, or all presets, which are {MachineArguments.Known}.",
            DefaultValueFactory = _ => "all",
        };
        Option<string?> html = new("--html") { HelpName = "FILE", Description = "Write the charts as a page that needs no network." };
        var command = new Command("compare", "Compiles a model for several NPUs and puts their latency, use of multipliers, energy and traffic side by side.")
        {
            assembly, model, machines, weights, randomWeights, html,
        };
        command.SetAction(result =>
        {
            ModelClass loaded = ModelAssembly.Load(result.GetRequiredValue(assembly)).Find(result.GetRequiredValue(model));
            IReadOnlyList<NpuMachine> found = MachineArguments.FindAll(result.GetRequiredValue(machines));
            IReadOnlyList<Comparison> rows = console.WithStatus("comparing", status =>
            {
                status("quantizing");
                QuantizedModel quantized = QuantizedModel.Load(console, loaded, ModelArguments.Choose(result, weights, randomWeights));
                return found.Select(machine =>
                {
                    status(machine.Name);
                    return Comparison.Of(quantized, machine);
                }).ToArray();
            });
            ComparisonReport.Write(console, loaded.Info, rows);
            if (result.GetValue(html) is { } path)
            {
                using var writer = new StreamWriter(path);
                ComparisonPage.Write(writer, loaded.Name, rows);
            }

            return 0;
        });
        return command;
    }
}
