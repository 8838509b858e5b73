using System.CommandLine;
using System.IO;
using System.Linq;
using ModelGen.Onnx;
using ModelGen.Tool.Loading;
using ModelGen.Tool.Reports;

namespace ModelGen.Tool.Commands;

/// <summary><c>modelgen export</c>.</summary>
internal static class ExportCommand
{
    public static Command Create(ToolConsole console)
    {
        Argument<string> assembly = ModelArguments.Assembly(), model = ModelArguments.Class();
        Option<string?> weights = ModelArguments.Weights();
        Option<ulong?> randomWeights = ModelArguments.RandomWeights();
        Option<string?> output = new("--output", "-o") { HelpName = "FILE", Description = "The file to write. Without it: CLASS.onnx in the current folder." };
        Option<string> layout = new("--input-layout")
        {
            Description = "How images lie at inputs and outputs: channels-first (N, C, H, W) or channels-last (N, H, W, C).",
            DefaultValueFactory = _ => "channels-first",
        };
        Option<string?> precision = ModelArguments.Precision();
        layout.AcceptOnlyFromAmong("channels-first", "channels-last");
        var command = new Command("export", "Writes a model as an ONNX file, for ONNX Runtime, Netron and other tools.") { assembly, model, weights, randomWeights, output, layout, precision };
        command.SetAction(result => Run(
            console,
            ModelAssembly.Load(result.GetRequiredValue(assembly)).Find(result.GetRequiredValue(model)),
            ModelArguments.Choose(result, weights, randomWeights),
            result.GetValue(output),
            new OnnxExportOptions
            {
                InputLayout = result.GetValue(layout) == "channels-last" ? OnnxImageLayout.ChannelsLast : OnnxImageLayout.ChannelsFirst,
                Precision = ModelArguments.Precision(result, precision),
            }));
        return command;
    }

    private static int Run(ToolConsole console, ModelClass model, WeightChoice weights, string? output, OnnxExportOptions options)
    {
        OnnxModel exported = OnnxExporter.Export(model.Info, model.GetWeights(weights), options);
        string path = output ?? model.Name + ".onnx";
        exported.Save(path);
        console.Text.WriteLine($"{path}: {exported.Proto.Graph.Node.Count} nodes, {Quantities.Bytes(new FileInfo(path).Length)}");
        foreach ((string kind, OnnxValue value) in exported.Inputs.Select(v => ("input", v)).Concat(exported.Outputs.Select(v => ("output", v))))
        {
            string axes = value.Layout == OnnxImageLayout.ChannelsFirst ? " (N, C, H, W)" : "";
            console.Text.WriteLine($"  {kind} {value.Name}: {value.Type}{axes}");
        }

        return 0;
    }
}
