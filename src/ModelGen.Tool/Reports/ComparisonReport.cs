using System;
using System.Collections.Generic;
using System.Linq;
using ModelGen.Tool.Profiling;
using Spectre.Console;

namespace ModelGen.Tool.Reports;

/// <summary>A model on several NPUs.</summary>
internal static class ComparisonReport
{
    private const int BarLength = 30;

    public static void Write(ToolConsole console, ModelInfo info, IReadOnlyList<Comparison> rows)
    {
        console.Text.WriteLine($"{info.Name}: {Quantities.Count(info.Macs)} MACs");
        double longest = rows.Where(r => r.Failure is null).Select(r => r.Seconds).DefaultIfEmpty(1).Max();
        Table table = Tables.Create("machine", ">MACs/cycle", ">clock", ">cycles", ">latency", "", ">inferences/s", ">MAC use", ">energy/inference", ">external bytes", ">on the host");
        foreach (Comparison row in rows.Where(r => r.Failure is null))
        {
            table.Add(
                row.Machine.Name,
                Quantities.Count(row.Machine.Array.MacsPerCycle * row.Machine.Cores),
                $"{Quantities.Count(row.Machine.ClockHertz / 1_000_000)} MHz",
                Quantities.Count(row.Cycles),
                Quantities.Time(row.Seconds),
                new string('█', Math.Max(1, (int)Math.Round(BarLength * row.Seconds / longest))),
                Quantities.Count((long)row.Throughput),
                Quantities.Percent(row.Utilization, 1),
                Quantities.Energy(row.Picojoules),
                Quantities.Bytes(row.Bytes),
                row.HostOperations == 0 ? "nothing" : $"{row.HostOperations} operations");
        }

        console.Output.Write(table);
        foreach (Comparison row in rows.Where(r => r.Failure is not null))
        {
            console.Text.WriteLine(row.Failure);
        }
    }
}
