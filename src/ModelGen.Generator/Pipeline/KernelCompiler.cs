using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using ModelGen.Compiler;
using ModelGen.Compiler.Backends.Cpu;
using ModelGen.Compiler.Calibration;
using ModelGen.Compiler.Planning;
using ModelGen.Generator.Emit.Cpu;
using ModelGen.IR;
using ModelGen.Npu;

namespace ModelGen.Generator.Pipeline;

/// <summary>Passes, memory plan, lowering and emission: from a traced network to the text of its kernels.</summary>
internal static class KernelCompiler
{
    private static readonly CompileCache Cache = new(capacity: 32);

    /// <summary>The kernels of a network. A failure, a fault in the compiler included, is a value.</summary>
    /// <exception cref="OperationCanceledException">The compilation was cancelled.</exception>
    public static KernelSource Compile(Network network, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        if (Cache.Find(network) is { } known)
        {
            return known;
        }

        KernelSource result = Build(network, cancellation);
        Cache.Add(network, result);
        return result;
    }

    private static KernelSource Build(Network network, CancellationToken cancellation)
    {
        string model = network.Declaration.Type.HintName, stage = "passes";
        try
        {
            PipelineOptions options = PipelineOptions.Cancellable(cancellation);
            PipelineResult? quantized = network.Calibration is { } profile ? ModelGen.Compiler.Pipeline.Quantize(network.Graph, profile, network.FloatScopes, options) : null;
            PipelineResult passes = quantized is null ? ModelGen.Compiler.Pipeline.Run(network.Graph, options)
                : quantized.Succeeded ? ModelGen.Compiler.Pipeline.Run(quantized.Graph, ModelGen.Compiler.Pipeline.AfterQuantization, options)
                : quantized;
            bool keepsFloat = network.Calibration is not null && network.Declaration.KeepFloat;
            PipelineResult[] results = keepsFloat ? [passes, ModelGen.Compiler.Pipeline.RunInFloat(network.Graph, network.Calibration!, options)] : [passes];
            var programs = new List<CpuProgram>();
            foreach (PipelineResult result in results)
            {
                if (!result.Succeeded)
                {
                    return result.Failures.All(f => f.Stage == ProfileCheck.Stage) ? KernelSource.Refused(model, result.Failures) : KernelSource.Failed(model, result.Failures[0]);
                }

                cancellation.ThrowIfCancellationRequested();
                stage = "check";
                Graph graph = result.Graph;
                if (CpuSupport.Check(graph) is { Count: > 0 } unsupported)
                {
                    return KernelSource.Refused(model, unsupported.ToArray());
                }

                stage = "plan";
                MemoryPlan plan = MemoryPlanner.Plan(graph, new CpuPlanningRules(graph));
                cancellation.ThrowIfCancellationRequested();
                stage = "lower";
                programs.Add(CpuCompiler.Compile(graph, plan));
                cancellation.ThrowIfCancellationRequested();
            }

            stage = "npu";
            (IReadOnlyList<NpuPlan> plans, CompileFailure[] refused) = NpuTargets.Compile(network.Declaration, quantized, cancellation);
            if (refused.Length > 0)
            {
                return KernelSource.Refused(model, refused);
            }

            stage = "emit";
            return KernelSource.Success(model, ModelEmitter.Emit(network, programs[0], keepsFloat ? programs[1] : null, plans, quantized?.ByteOutputs ?? []), NpuTargets.Note(plans));
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            return KernelSource.Failed(model, new CompileFailure(stage, null, Guard.Describe(e)));
        }
    }
}
