using System;
using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Backends.Npu.Stages;
using ModelGen.Compiler.Passes;
using ModelGen.IR;
using ModelGen.IR.Operators;
using ModelGen.Npu;

namespace ModelGen.Compiler.Backends.Npu;

/// <summary>Compiles quantized graphs for NPUs. docs/npu-compiler.md describes how.</summary>
public static class NpuCompiler
{
    /// <summary>The stage that failures name.</summary>
    public const string Stage = "npu";

    private static readonly IPass[] Passes = [new DropDeadCode(), new RulePass("compare-result-bytes", new CompareResultBytes()), new ShareCommonSubexpressions()];

    /// <summary>Makes a plan, or says why there is none.</summary>
    /// <param name="quantized">A quantized graph before fusion, as <see cref="Pipeline.Quantize"/> yields it.</param>
    /// <param name="machine">A valid machine.</param>
    /// <param name="options">How to compile; null for the defaults.</param>
    /// <exception cref="OperationCanceledException">The run was cancelled.</exception>
    public static NpuCompilation Compile(Graph quantized, NpuMachine machine, NpuCompilerOptions? options = null)
    {
        options ??= new NpuCompilerOptions();
        if (machine.Defects() is { Count: > 0 } defects)
        {
            return new NpuCompilation(null, defects.Select(d => new CompileFailure(Stage, null, $"machine '{machine.Name}': {d}")).ToArray());
        }

        PipelineResult passes = Pipeline.Run(quantized, Passes, PipelineOptions.Cancellable(options.Cancellation));
        if (!passes.Succeeded)
        {
            return new NpuCompilation(null, passes.Failures);
        }

        Graph graph = passes.Graph;
        var partition = new StagePartition(graph);
        var names = new ValueNames(graph);
        var failures = new List<CompileFailure>();
        var stages = new List<NpuStage>();
        foreach ((bool isNpu, Node[] nodes) in partition.Parts)
        {
            options.Cancellation.ThrowIfCancellationRequested();
            int[] inputs = [.. nodes.SelectMany(n => n.Inputs).Where(i => partition.IsOutside(i, nodes)).Distinct()];
            int[] outputs = [.. nodes.Select(n => n.Id).Where(id => graph.Outputs.Any(o => o.Node == id) || graph.Readers()[id].Any(r => !nodes.Contains(r)))];
            if (isNpu)
            {
                NpuProgramStage? stage = new ProgramBuilder(graph, machine, options, names, nodes, inputs, outputs).Build(failures);
                if (stage is not null)
                {
                    stages.Add(stage);
                }
            }
            else
            {
                stages.Add(HostStages.Make(graph, machine, options, names, nodes, inputs, outputs, partition.Reasons));
            }
        }

        NpuPlan plan = new(
            graph.Name, machine, stages.ToArray(), graph.Nodes.Where(n => n.Operator is Input).Select(n => names.Value(n.Id)).ToArray(), graph.Outputs, HostStages.Constants(graph, stages))
        {
            Samples = options.SideBySide ? machine.Cores : 1,
        };
        return failures.Count == 0 ? new NpuCompilation(plan, []) : new NpuCompilation(null, failures.ToArray());
    }
}
