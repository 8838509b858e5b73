using System.CommandLine;
using System.Diagnostics;
using System.Linq;
using Spectre.Console;

namespace ModelGen.Benchmarks;

/// <summary>The generator in a process that has not run it before: just-in-time compilation of the generator and of the compiler's parts is included.</summary>
internal static class GeneratorColdCommand
{
    private const int Reruns = 50;

    /// <summary>The command <c>generator-cold</c>.</summary>
    public static Command Create()
    {
        var command = new Command("generator-cold", "Measures the first run of the generator on ResNet-50 in this process, and reruns after an unrelated edit.");
        command.SetAction(_ => Run());
        return command;
    }

    private static int Run()
    {
        var benchmarks = new GeneratorBenchmarks();
        benchmarks.ReadProject();
        long start = Stopwatch.GetTimestamp();
        benchmarks.FirstRun();
        double cold = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        benchmarks.ExpectNoErrors();
        double[] reruns = [.. Enumerable.Range(0, Reruns).Select(_ =>
        {
            long begin = Stopwatch.GetTimestamp();
            benchmarks.UnrelatedEdit();
            return Stopwatch.GetElapsedTime(begin).TotalMilliseconds;
        }).Order()];
        AnsiConsole.Write(new Table()
            .AddColumns("first run, ms", "rerun, median, ms", "rerun, fastest, ms")
            .AddRow(System.FormattableString.Invariant($"{cold:0}"), System.FormattableString.Invariant($"{reruns[Reruns / 2]:0.0}"), System.FormattableString.Invariant($"{reruns[0]:0.0}")));
        return 0;
    }
}
