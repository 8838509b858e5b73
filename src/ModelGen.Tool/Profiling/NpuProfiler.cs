using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Backends.Npu;
using ModelGen.Npu;
using ModelGen.Tool.Reports;

namespace ModelGen.Tool.Profiling;

/// <summary>Compiles a model for a machine and times its programs.</summary>
internal static class NpuProfiler
{
    /// <summary>The plan of a model for a machine.</summary>
    /// <param name="model">The model.</param>
    /// <param name="machine">The machine.</param>
    /// <param name="sideBySide">Whether each core runs an inference of its own.</param>
    /// <exception cref="ToolException">It cannot be compiled; the message has every reason.</exception>
    public static NpuModel Compile(QuantizedModel model, NpuMachine machine, bool sideBySide = false)
    {
        NpuCompilation compilation = NpuCompiler.Compile(model.Quantized.Graph, machine, new NpuCompilerOptions { FloatReasons = model.Quantized.FloatReasons, SideBySide = sideBySide });
        return compilation.Plan is { } plan
            ? plan.At(model.Info.Places).Link(model.Weights)
            : throw new ToolException($"{model.Info.Name} cannot be compiled for '{machine.Name}':\n  {string.Join("\n  ", compilation.Failures.Select(f => f.Message))}");
    }

    /// <summary>Times the programs of a model.</summary>
    public static ProfileView Run(NpuModel model)
    {
        NpuPlan plan = model.Plan;
        var emulator = new NpuEmulator(plan.Machine);
        IReadOnlyList<NpuRun?> runs = [.. model.Programs.Select(p => p is null ? null : emulator.Time(p))];
        var builder = new ProfileBuilder(plan.Name, plan.Machine, Inferences(plan), [.. runs.OfType<NpuRun>()]);
        for (int i = 0; i < runs.Count; i++)
        {
            if (runs[i] is { } run)
            {
                builder.Add(run);
            }
            else
            {
                AddHost(builder, (NpuHostStage)plan.Stages[i]);
            }
        }

        return builder.Build();
    }

    private static void AddHost(ProfileBuilder builder, NpuHostStage stage)
    {
        for (int i = 0; i < stage.Operations.Count; i++)
        {
            NpuHostOperation operation = stage.Operations[i];
            string handOver = i > 0 ? "" : $"{Quantities.Bytes(stage.HandOverBytes)} handed over, about {Quantities.Count(stage.HandOverCycles)} cycles that the total does not count";
            builder.AddHost(operation.Scope.Length > 0 ? $"{operation.Scope} ({operation.Operator})" : operation.Operator, operation.Reason, handOver);
        }
    }

    private static int Inferences(NpuPlan plan) => (plan.Inputs.Count == 0 ? 1 : plan.Inputs[0].Type.Shape[0]) * plan.Samples;
}
