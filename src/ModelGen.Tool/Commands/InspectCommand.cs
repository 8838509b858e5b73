using System.CommandLine;
using System.IO;
using ModelGen.Tool.Loading;
using ModelGen.Tool.Reports;

namespace ModelGen.Tool.Commands;

/// <summary><c>modelgen inspect</c>.</summary>
internal static class InspectCommand
{
    public static Command Create(ToolConsole console)
    {
        Argument<string> file = new("file") { HelpName = "FILE", Description = "A built assembly (.dll), weights (.safetensors) or an ONNX model (.onnx)." };
        Argument<string?> model = new("class") { HelpName = "CLASS", Description = "The model class to show; of an assembly only. Without it: all.", Arity = ArgumentArity.ZeroOrOne };
        Option<bool> dump = new("--dump-ir") { Description = "Print the graph as traced and after each pass of the compiler that changes it." };
        Option<int?> stopAfter = new("--stop-after")
        {
            HelpName = "N",
            Description = "With --dump-ir: make N rewrites and no more, to find the one that breaks a graph by bisection.",
        };
        var command = new Command("inspect", "Shows the layers, shapes and costs of models, the tensors of weights, or the nodes of an ONNX file.") { file, model, dump, stopAfter };
        command.SetAction(result => Run(console, result.GetRequiredValue(file), result.GetValue(model), result.GetValue(dump), result.GetValue(stopAfter)));
        return command;
    }

    private static int Run(ToolConsole console, string file, string? model, bool dump, int? stopAfter)
    {
        if (stopAfter is not null && !dump)
        {
            throw new ToolException("--stop-after needs --dump-ir.");
        }

        if (stopAfter < 0)
        {
            throw new ToolException($"--stop-after takes a number of rewrites, at least 0, but {stopAfter} was given.");
        }

        string extension = Path.GetExtension(file);
        if (extension is ".safetensors" or ".onnx")
        {
            if (model is not null || dump)
            {
                throw new ToolException($"CLASS and --dump-ir are for assemblies, but '{file}' is not one.");
            }

            if (!File.Exists(file))
            {
                throw new ToolException($"There is no file '{file}'.");
            }

            if (extension == ".onnx")
            {
                OnnxReport.Write(console, file);
            }
            else
            {
                WeightsReport.Write(console, file);
            }

            return 0;
        }

        ModelAssembly assembly = ModelAssembly.Load(file);
        foreach (ModelClass shown in model is null ? assembly.Classes : [assembly.Find(model)])
        {
            if (dump)
            {
                IrReport.Write(console, shown.Info.Graph, stopAfter);
            }
            else
            {
                ModelReport.Write(console, shown);
            }
        }

        return 0;
    }
}
