using System;
using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Backends.Npu.Emission;
using ModelGen.Compiler.Backends.Npu.Layers;
using ModelGen.Compiler.Backends.Npu.Lowering;
using ModelGen.Compiler.Backends.Npu.Memory;
using ModelGen.IR;
using ModelGen.Linking;
using ModelGen.Npu;

namespace ModelGen.Compiler.Backends.Npu.Stages;

/// <summary>Makes the program of a part of a graph: layers, places of values, tiles, instructions.</summary>
internal sealed class ProgramBuilder(
    Graph graph, NpuMachine machine, NpuCompilerOptions options, ValueNames names, Node[] nodes, int[] inputs, int[] outputs)
{
    /// <summary>The part of one core's estimate below which that of all cores has to be: it does not know what waiting at fences costs.</summary>
    private const double Gain = 0.9;

    /// <summary>The stage; null if something failed, which is added to the failures.</summary>
    public NpuProgramStage? Build(List<CompileFailure> failures)
    {
        int before = failures.Count;
        Draft one = Make(1);
        AddFailures(one, failures);
        if (failures.Count > before)
        {
            return null;
        }

        Draft? all = machine.Cores > 1 ? Make(machine.Cores) : null;
        Draft best = all is not null && all.IsComplete && all.Cycles < Gain * one.Cycles ? all : one;
        best.Constants.Begin = best.Placement.FreeAddress(best.Constants.Memory);
        NpuInstruction[] code = Emit(best);
        ConstantTable constants = best.Constants;
        if (constants.Begin + constants.Length > machine.Memories[constants.Memory].Bytes)
        {
            ExternalMemory memory = machine.Memories[constants.Memory];
            failures.Add(new CompileFailure(NpuCompiler.Stage, null, FormattableString.Invariant(
                $"the weights take {constants.Length} bytes behind the first {constants.Begin} of memory '{memory.Name}', and it has {memory.Bytes}: choose a machine with more, or a smaller model")));
            return null;
        }

        var program = new NpuProgram
        {
            MachineHash = machine.Hash,
            Cores = best.Cores,
            Code = code,
            Regions = best.Placement.Regions.ToArray(),
            Layers = best.Builder.Layers.Select(Describe).ToArray(),
            Semaphores = Synchronizer.Names,
        };
        return new NpuProgramStage(
            inputs.Select(names.Value).ToArray(), outputs.Select(names.Value).ToArray(), program, constants.Link([]), best.Schedules.Select(s => s.Cycles).ToArray());
    }

    /// <summary>Layers, places and tiles for some cores.</summary>
    private Draft Make(int cores)
    {
        var constants = new ConstantTable(graph, machine.MemoryOf(TensorClasses.Weights), machine.Dma.BurstBytes);
        var builder = new LayerBuilder(graph, outputs, constants);
        foreach (Node node in nodes)
        {
            NpuLowerings.Find(node.Operator)!.Lower(builder, node);
        }

        if (cores > 1)
        {
            builder.Split(cores);
        }

        var placement = new Placement(machine, cores, builder, names, inputs, outputs, ConstantOperands(builder, constants));
        return new Draft(constants, builder, placement, placement.Plan(options.Cancellation), cores);
    }

    private NpuInstruction[] Emit(Draft draft)
    {
        var stream = new InstructionStream(machine);
        var context = new LayerContext(machine, stream, draft.Constants, draft.Placement.Places(draft.Constants));
        bool isStored = false;
        for (int i = 0; i < draft.Schedules.Length; i++)
        {
            options.Cancellation.ThrowIfCancellationRequested();
            stream.Layer = i;
            ProgramLayer layer = draft.Builder.Layers[i];
            bool stores = context.Place(layer.Result.Value).IsExternal;
            if (draft.Cores > 1 && (isStored || stores) && i > 0)
            {
                // Another core may still read what is overwritten, or have yet to write what is read.
                stream.Fence();
                isStored = false;
            }

            isStored |= stores;
            context.FreeBegin = draft.Placement.FreeBegin(i);
            layer.Emit(context, draft.Schedules[i]);
        }

        return stream.Finish();
    }

    private void AddFailures(Draft draft, List<CompileFailure> failures)
    {
        for (int i = 0; i < draft.Schedules.Length; i++)
        {
            if (draft.Schedules[i].Shortage is { } shortage)
            {
                failures.Add(Failure(draft.Builder.Layers[i], shortage));
            }
        }

        failures.AddRange(draft.Placement.Failures);
    }

    /// <summary>Constants that layers take as activations, with the constant of each.</summary>
    private Dictionary<int, int> ConstantOperands(LayerBuilder builder, ConstantTable constants)
    {
        HashSet<int> known = ConstantNodes.Of(graph);
        return builder.Layers.SelectMany(l => l.Reads).Distinct().Where(known.Contains).ToDictionary(id => id, id =>
        {
            int elements = builder.TypeOf(id).Shape.ElementCount;
            return constants.Linked(elements, new NpuConstantPart(id, new Packing(0, new[] { PackSegment.Copy(elements) }), 0, 1));
        });
    }

    private NpuLayer Describe(ProgramLayer layer)
    {
        string name = layer.Node.Scope.Length > 0 ? $"{layer.Node.Scope}: {layer.Operations}" : layer.Operations;
        return options.Locations.TryGetValue(layer.Node.Id, out NpuLayer? location) ? location with { Name = name } : new NpuLayer(name, "", 0, 0);
    }

    private CompileFailure Failure(ProgramLayer layer, Shortage shortage)
    {
        string space = shortage.Space switch
        {
            NpuSpace.Scratchpad => "the scratchpad",
            NpuSpace.Accumulator => "the accumulators",
            NpuSpace.Weights => "the weight buffer",
            _ => "the memory of parameters",
        };
        return new CompileFailure(NpuCompiler.Stage, layer.Node.Id, FormattableString.Invariant(
            $"layer '{Describe(layer).Name}' needs {shortage.Needed} bytes of {space} for its least tile, and machine '{machine.Name}' has {shortage.Available}"));
    }

    /// <summary>A program before its instructions.</summary>
    private sealed record Draft(ConstantTable Constants, LayerBuilder Builder, Placement Placement, LayerSchedule[] Schedules, int Cores)
    {
        public bool IsComplete => Placement.Failures.Count == 0 && Schedules.All(s => s.Tiling is not null);

        public double Cycles => Schedules.Sum(s => s.Cycles);
    }
}
