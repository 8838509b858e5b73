using System.Globalization;
using System.Linq;
using ModelGen.Tool.Profiling;
using Spectre.Console;

namespace ModelGen.Tool.Reports;

/// <summary>A run on an NPU: the whole, the engines, and the layers.</summary>
internal static class NpuReport
{
    public static void Write(ToolConsole console, ProfileView view)
    {
        long macs = view.Layers.Sum(l => l.Macs), peak = view.Machine.Array.MacsPerCycle * view.Machine.Cores;
        double seconds = (double)view.Cycles / view.Machine.ClockHertz;
        console.Text.WriteLine($"{view.Model} on {view.Machine.Name}");
        console.Text.WriteLine($"  latency     {Quantities.Count(view.Cycles)} cycles, {Quantities.Time(seconds)}{(view.Inferences > 1 ? $" for {view.Inferences} inferences" : "")}, {Quantities.Count((long)(view.Inferences / System.Math.Max(seconds, 1e-12)))} inferences/s");
        console.Text.WriteLine($"  MACs        {Quantities.Count(macs)}, {Quantities.Percent(macs, (double)view.Cycles * peak)} of {Quantities.Count(peak)} a cycle");
        console.Text.WriteLine($"  traffic     {string.Join(", ", view.Machine.Memories.Select((m, i) => $"{m.Name} {Quantities.Bytes(view.Layers.Sum(l => l.Read[i]))} read and {Quantities.Bytes(view.Layers.Sum(l => l.Written[i]))} written"))}");
        console.Text.WriteLine($"  energy      {Quantities.Energy(view.Energy.Sum() / view.Inferences)} an inference: {string.Join(", ", view.EnergyParts.Zip(view.Energy).Where(p => p.Second > 0).OrderByDescending(p => p.Second).Select(p => $"{p.First} {Quantities.Percent(p.Second, view.Energy.Sum())}"))}");
        Engines(console, view);
        Layers(console, view);
    }

    /// <summary>What each engine spent its cycles on.</summary>
    private static void Engines(ToolConsole console, ProfileView view)
    {
        int[] shown = [.. Enumerable.Range(0, view.Reasons.Count).Where(r => view.Lanes.Any(l => l.Cycles[r] > 0))];
        Table table = Tables.Create(["engine", .. shown.Select(r => ">" + view.Reasons[r].Name)]);
        foreach (LaneView lane in view.Lanes)
        {
            table.Add([lane.Name, .. shown.Select(r => lane.Cycles[r] == 0 ? "" : Quantities.Percent(lane.Cycles[r], view.Cycles))]);
        }

        console.Output.Write(table);
    }

    private static void Layers(ToolConsole console, ProfileView view)
    {
        Table table = Tables.Create("layer", "line", ">cycles", ">MACs", ">MAC use", ">read", ">written", ">energy", "bound by", "what would change it");
        foreach (LayerView layer in view.Layers)
        {
            table.Add(
                layer.Name,
                layer.Line == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"{layer.File}:{layer.Line}"),
                Quantities.Count(layer.Cycles),
                layer.Macs == 0 ? "" : Quantities.Count(layer.Macs),
                layer.Macs == 0 ? "" : Quantities.Percent(layer.Macs, layer.Slots),
                Quantities.Bytes(layer.Read.Sum()),
                Quantities.Bytes(layer.Written.Sum()),
                Quantities.Energy(layer.Energy.Sum()),
                layer.Bound,
                layer.Advice);
        }

        console.Output.Write(table);
    }
}
