using System;
using System.CommandLine;
using System.IO;
using System.Reflection;
using ModelGen.Calibration;
using ModelGen.Onnx;
using ModelGen.Tool.Commands;

namespace ModelGen.Tool;

/// <summary>The command line as a whole.</summary>
internal static class ToolCommand
{
    /// <summary>Runs a command line.</summary>
    /// <param name="args">The arguments.</param>
    /// <param name="output">Takes results.</param>
    /// <param name="error">Takes errors and progress.</param>
    /// <returns>0, or 1 after an error, which was then written to <paramref name="error"/>.</returns>
    public static int Run(string[] args, TextWriter output, TextWriter error)
    {
        var console = new ToolConsole(output, error);
        try
        {
            return Create(console).Parse(args).Invoke(new InvocationConfiguration { Output = output, Error = error, EnableDefaultExceptionHandler = false });
        }
        catch (Exception e)
        {
            Exception cause = e is TargetInvocationException { InnerException: { } inner } ? inner : e;
            string message = cause is ToolException or ModelWeightsException or OnnxExportException or CalibrationException or IOException or UnauthorizedAccessException
                ? cause.Message
                : $"unexpected {cause.GetType().Name}: {cause.Message}";
            error.WriteLine("modelgen: " + message);
            return 1;
        }
    }

    private static RootCommand Create(ToolConsole console) => new(
        "Inspects, exports, calibrates and times neural networks, on the CPU and on emulated NPUs, that are written as C# classes with ModelGen. A model is named by the assembly that "
        + "was built from its project and by its class.")
    {
        InspectCommand.Create(console),
        ExportCommand.Create(console),
        CalibrateCommand.Create(console),
        BenchCommand.Create(console),
        ProfileCommand.Create(console),
        CompareCommand.Create(console),
    };
}
