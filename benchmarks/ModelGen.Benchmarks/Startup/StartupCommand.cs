using System;
using System.Collections.Generic;
using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using Spectre.Console;

namespace ModelGen.Benchmarks.Startup;

/// <summary>
/// Wall time of whole processes that do one inference, beside programs that do nothing. Both are published alike and run in turns, so
/// that a busy machine slows both.
/// </summary>
internal static class StartupCommand
{
    private static readonly (string Name, string[] Properties)[] Forms =
    [
        ("JIT", []),
        ("ReadyToRun", ["-r", "linux-x64", "--self-contained", "false", "-p:PublishReadyToRun=true"]),
        ("NativeAOT", ["-r", "linux-x64", "-p:PublishAot=true"]),
        ("NativeAOT, x86-64-v4", ["-r", "linux-x64", "-p:PublishAot=true", "-p:IlcInstructionSet=x86-64-v4"]),
    ];

    /// <summary>The command <c>startup</c>.</summary>
    public static Command Create()
    {
        var runs = new Option<int>("--runs") { Description = "How often each program runs.", DefaultValueFactory = _ => 40 };
        var command = new Command("startup", "Measures the start of a process with the digits network beside that of an empty program.") { runs };
        command.SetAction(result => Run(result.GetValue(runs)));
        return command;
    }

    private static int Run(int runs)
    {
        string root = FindRoot();
        var table = new Table().AddColumns("published as", "empty, ms", "one inference, ms", "over empty, ms", "quartiles, ms");
        foreach ((string name, string[] properties) in Forms)
        {
            AnsiConsole.WriteLine($"{name}: publishing, then {runs} runs of each program");
            string empty = Publish(root, "Empty", properties), network = Publish(root, "Lenet", properties);
            var emptyTimes = new List<double>();
            var networkTimes = new List<double>();
            for (int i = 0; i < runs; i++)
            {
                emptyTimes.Add(Time(empty));
                networkTimes.Add(Time(network));
            }

            double emptyMedian = Quantile(emptyTimes, 0.5), median = Quantile(networkTimes, 0.5);
            table.AddRow(name, Text(emptyMedian), Text(median), Text(median - emptyMedian), $"{Text(Quantile(networkTimes, 0.25))} to {Text(Quantile(networkTimes, 0.75))}");
        }

        AnsiConsole.Write(table);
        return 0;
    }

    private static string Publish(string root, string project, string[] properties)
    {
        string output = Path.Combine(root, "artifacts", "startup", project);
        if (Directory.Exists(output))
        {
            Directory.Delete(output, recursive: true);
        }

        Execute("dotnet", ["publish", Path.Combine(root, "benchmarks", "Startup", project), "-c", "Release", "-v", "quiet", "-nologo", "-o", output, .. properties]);
        return Path.Combine(output, project);
    }

    private static double Time(string program)
    {
        long start = Stopwatch.GetTimestamp();
        Execute(program, []);
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    private static void Execute(string program, IEnumerable<string> arguments)
    {
        using Process process = Process.Start(program, arguments);
        process.WaitForExit();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with exit code {process.ExitCode}.");
        }
    }

    private static double Quantile(IEnumerable<double> times, double quantile)
    {
        double[] sorted = [.. times.Order()];
        return sorted[(int)(quantile * (sorted.Length - 1))];
    }

    private static string Text(double milliseconds) => milliseconds.ToString("0.0", CultureInfo.InvariantCulture);

    private static string FindRoot()
    {
        string? folder = AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(Path.Combine(folder, "ModelGen.sln")))
        {
            folder = Path.GetDirectoryName(folder);
        }

        return folder ?? throw new InvalidOperationException("Run the benchmarks from a clone of the repository: ModelGen.sln was not found above the program.");
    }
}
