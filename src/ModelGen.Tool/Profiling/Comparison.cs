using System;
using System.Linq;
using ModelGen.Npu;

namespace ModelGen.Tool.Profiling;

/// <summary>A model on a machine, in figures of one inference; or why it does not run there.</summary>
/// <param name="Machine">The machine.</param>
/// <param name="Failure">Why the model cannot be compiled; null if it can.</param>
internal sealed record Comparison(NpuMachine Machine, string? Failure)
{
    /// <summary>Cycles of a run, which is of <see cref="Inferences"/>.</summary>
    public long Cycles { get; init; }

    /// <summary>Inferences of a run.</summary>
    public int Inferences { get; init; } = 1;

    /// <summary>Seconds of a run.</summary>
    public double Seconds => (double)Cycles / Machine.ClockHertz;

    /// <summary>Inferences a second: of such runs one after another, or of one on each core side by side, whichever are more.</summary>
    public double Throughput { get; init; }

    /// <summary>Products for each that the arrays could have made.</summary>
    public double Utilization { get; init; }

    /// <summary>Picojoules of an inference.</summary>
    public double Picojoules { get; init; }

    /// <summary>Bytes of external memory for an inference.</summary>
    public long Bytes { get; init; }

    /// <summary>The operations that the host computes.</summary>
    public int HostOperations { get; init; }

    /// <summary>Compiles and times a model.</summary>
    public static Comparison Of(QuantizedModel model, NpuMachine machine)
    {
        NpuModel compiled;
        NpuModel? sideBySide;
        try
        {
            compiled = NpuProfiler.Compile(model, machine);
            sideBySide = machine.Cores > 1 ? NpuProfiler.Compile(model, machine, sideBySide: true) : null;
        }
        catch (ToolException e)
        {
            return new Comparison(machine, e.Message);
        }

        ProfileView view = NpuProfiler.Run(compiled);
        double throughput = InferencesPerSecond(view);
        return new Comparison(machine, null)
        {
            Cycles = view.Cycles,
            Inferences = view.Inferences,
            Throughput = sideBySide is null ? throughput : Math.Max(throughput, InferencesPerSecond(NpuProfiler.Run(sideBySide))),
            Utilization = view.Cycles == 0 ? 0 : view.Layers.Sum(l => (double)l.Macs) / ((double)view.Cycles * machine.Array.MacsPerCycle * machine.Cores),
            Picojoules = view.Energy.Sum() / view.Inferences,
            Bytes = view.Layers.Sum(l => l.Read.Sum() + l.Written.Sum()) / view.Inferences,
            HostOperations = compiled.Plan.Stages.OfType<NpuHostStage>().Sum(s => s.Operations.Count),
        };
    }

    private static double InferencesPerSecond(ProfileView view) => view.Cycles == 0 ? 0 : (double)view.Inferences * view.Machine.ClockHertz / view.Cycles;
}
