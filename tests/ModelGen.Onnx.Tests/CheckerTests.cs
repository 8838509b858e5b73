using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using ModelGen.IR;
using ModelGen.IR.Operators;
using ModelGen.Onnx.Tests.Support;

namespace ModelGen.Onnx.Tests;

/// <summary>The reference implementation's own checker, where Python's onnx package is installed.</summary>
public class CheckerTests
{
    private const string Script = "import sys, onnx; m = onnx.load(sys.argv[1]); onnx.checker.check_model(m, full_check=True)";

    [SkippableFact]
    public void The_checker_accepts_a_cnn() => Check(SampleGraphs.Cnn());

    [SkippableFact]
    public void The_checker_accepts_decomposed_operators()
    {
        var builder = new GraphBuilder("Net");
        int x = builder.Input("x", TensorType.Float(2, 4, 6));
        x = builder.Add(new Gelu(true), builder.Add(new Gelu(false), builder.Add(new Silu(), x)));
        x = SampleGraphs.Classify(builder, "dense", x, 3);
        builder.Output("y", builder.Add(new ReduceSum(new[] { 1 }, false), builder.Add(new Slice(new[] { 0, 1, 0 }, new[] { 2, 2, 3 }, new[] { 1, 2, 1 }), x)));
        Check(builder.Build());
    }

    private static void Check(Graph graph)
    {
        string? python = new[] { "/usr/bin/python3", "python3" }.FirstOrDefault(p => Run(p, "import onnx", "").ExitCode == 0);
        Skip.If(python is null, "Python's onnx package is not installed (Debian: python3-onnx).");
        string path = Path.GetTempFileName();
        try
        {
            OnnxExporter.Export(graph, ModelWeights.Create(RandomTensors.Parameters(new Random(1), graph))).Save(path);
            (int exitCode, string error) = Run(python!, Script, path);
            Assert.True(exitCode == 0, error);
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static (int ExitCode, string Error) Run(string python, string script, string argument)
    {
        try
        {
            using Process process = Process.Start(new ProcessStartInfo(python, ["-c", script, argument]) { RedirectStandardError = true })!;
            string error = process.StandardError.ReadToEnd();
            process.WaitForExit();
            return (process.ExitCode, error);
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            return (-1, e.Message);
        }
    }
}
