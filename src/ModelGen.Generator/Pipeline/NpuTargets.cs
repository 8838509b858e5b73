using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading;
using ModelGen.Compiler;
using ModelGen.Compiler.Backends.Npu;
using ModelGen.Generator.Declarations;
using ModelGen.Generator.Tracing.Declaring;
using ModelGen.Npu;

namespace ModelGen.Generator.Pipeline;

/// <summary>Compiles a network for the NPUs of its targets.</summary>
internal static class NpuTargets
{
    /// <summary>The plans in the order of the targets, or why some cannot be made.</summary>
    /// <param name="declaration">The class; its targets are known machines.</param>
    /// <param name="quantized">Its network in 8 bits before fusion; null in single precision, which has no NPU among its targets.</param>
    /// <param name="cancellation">Cancels the compilation.</param>
    public static (IReadOnlyList<NpuPlan> Plans, CompileFailure[] Failures) Compile(ModelDeclaration declaration, PipelineResult? quantized, CancellationToken cancellation)
    {
        if (quantized is null)
        {
            return ([], []);
        }

        var plans = new List<NpuPlan>();
        var failures = new List<CompileFailure>();
        foreach (TargetDeclaration target in declaration.Targets.Where(t => t.Backend == ModelAttributes.NpuBackend))
        {
            NpuMachine machine = NpuPresets.Get(target.Preset!);
            NpuCompilation compilation = NpuCompiler.Compile(quantized.Graph, machine, new NpuCompilerOptions { FloatReasons = quantized.FloatReasons, Cancellation = cancellation });
            failures.AddRange(compilation.Failures.Select(f => f with { Message = $"{machine.Name}: {f.Message}" }));
            if (compilation.Plan is { } plan)
            {
                plans.Add(plan);
            }
        }

        return (plans, [.. failures]);
    }

    /// <summary>What runs on the host, operation by operation with the reason, each once however many machines lack it; null if nothing does.</summary>
    public static string? Note(IReadOnlyList<NpuPlan> plans)
    {
        string[] operations =
        [
            .. plans.SelectMany(plan => plan.Stages.OfType<NpuHostStage>().SelectMany(stage => stage.Operations.Select((o, i) => (plan.Machine.Name, Operation: o, HandOver: i == 0 ? stage.HandOverBytes : 0))))
                .GroupBy(o => (o.Operation.Node, o.Operation.Operator, o.Operation.Scope, o.Operation.Reason))
                .Select(group => Describe(group.Key.Operator, group.Key.Scope, group.Key.Reason, string.Join(", ", group.Select(o => o.Name).Distinct()), group.First().HandOver)),
        ];
        return operations.Length == 0 ? null : string.Join("; ", operations);
    }

    private static string Describe(string operation, string scope, string reason, string machines, long handOver) =>
        $"{operation}{(scope.Length == 0 ? "" : $" of '{scope}'")} beside {machines} ({reason}"
        + (handOver == 0 ? ")" : string.Format(CultureInfo.InvariantCulture, "; {0} bytes are handed over)", handOver));
}
