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
    /// <summary>The stage; null if something failed, which is added to the failures.</summary>
    public NpuProgramStage? Build(List<CompileFailure> failures)
    {
        int before = failures.Count;
        bool sideBySide = options.SideBySide && machine.Cores > 1;
        Draft first = Make(sideBySide ? machine.Cores : 1, sideBySide);
        AddFailures(first, failures);
        if (failures.Count > before)
        {
            return null;
        }

        NpuProgram program = Program(first);
        if (MemoryOfWeights(first) is { } lack)
        {
            failures.Add(lack);
            return null;
        }

        Draft best = first;
        if (machine.Cores > 1 && !sideBySide && Make(machine.Cores, sideBySide: false) is { IsComplete: true } parts && Program(parts) is { } shared
            && MemoryOfWeights(parts) is null && Cycles(parts, shared) < Cycles(first, program))
        {
            (best, program) = (parts, shared);
        }

        return new NpuProgramStage(
            inputs.Select(names.Value).ToArray(), outputs.Select(names.Value).ToArray(), program, best.Constants.Link([]), best.Layers.SelectMany((l, i) => l.StageCycles(best.Schedules[i])).ToArray(),
            best.Layers.SelectMany(l => l.Stages).Select(l => l.Node.Id).ToArray());
    }

    private NpuProgram Program(Draft draft)
    {
        draft.Constants.Begin = draft.Placement.FreeAddress(draft.Constants.Memory);
        return new NpuProgram
        {
            MachineHash = machine.Hash,
            Cores = draft.Cores,
            Code = Emit(draft),
            Regions = draft.Placement.Regions.ToArray(),
            Layers = draft.Layers.SelectMany(l => l.Stages).Select(Describe).ToArray(),
            Semaphores = Synchronizer.Names,
        };
    }

    /// <summary>The cycles of a program before it is linked: what constants are does not matter, but where they lie.</summary>
    private long Cycles(Draft draft, NpuProgram program)
    {
        ConstantTable constants = draft.Constants;
        if (constants.Length > 0)
        {
            var region = new NpuRegion(NpuRegionKind.Input, "%constants", constants.Memory, constants.Begin, constants.Length);
            program = program with { Regions = program.Regions.Append(region).ToArray() };
        }

        options.Cancellation.ThrowIfCancellationRequested();
        return new NpuEmulator(machine) { EventLimit = 0 }.Time(program).Cycles;
    }

    /// <summary>Why the weights have no room in their memory behind all regions; null if they have. They are known once the program is made.</summary>
    private CompileFailure? MemoryOfWeights(Draft draft)
    {
        ConstantTable constants = draft.Constants;
        ExternalMemory memory = machine.Memories[constants.Memory];
        return constants.Begin + constants.Length <= memory.Bytes ? null : new CompileFailure(NpuCompiler.Stage, null, FormattableString.Invariant(
            $"the weights take {constants.Length} bytes behind the first {constants.Begin} of memory '{memory.Name}', and it has {memory.Bytes}: choose a machine with more, or a smaller model"));
    }

    /// <summary>Layers, places and tiles for some cores, which have parts of layers or inferences of their own.</summary>
    private Draft Make(int cores, bool sideBySide)
    {
        Draft joined = Make(cores, sideBySide, concatInPlace: true, out bool joins);
        return joins && Make(cores, sideBySide, concatInPlace: false, out _) is var copied && copied.IsComplete && (!joined.IsComplete || copied.Cycles < joined.Cycles) ? copied : joined;
    }

    private Draft Make(int cores, bool sideBySide, bool concatInPlace, out bool joins)
    {
        var constants = new ConstantTable(graph, machine.MemoryOf(TensorClasses.Weights), machine.Dma.BurstBytes);
        var builder = new LayerBuilder(graph, outputs, constants);
        foreach (Node node in nodes)
        {
            NpuLowerings.Find(node.Operator)!.Lower(builder, node);
        }

        joins = concatInPlace && builder.ConcatInPlace();
        if (cores > 1 && !sideBySide)
        {
            builder.Split(cores);
        }

        Dictionary<int, int> operands = ConstantOperands(builder, constants);
        Draft draft = Plan(builder.Layers);
        if (draft.Placement.Cascades(options.Cancellation) is { } cascaded && Plan(cascaded) is var other && other.IsComplete && (other.Cycles < draft.Cycles || !draft.IsComplete))
        {
            return other;
        }

        return draft;

        Draft Plan(IReadOnlyList<ProgramLayer> layers)
        {
            var placement = new Placement(machine, cores, sideBySide, builder, layers, names, inputs, outputs, operands);
            return new Draft(constants, layers, placement, placement.Plan(options.Cancellation), cores, cores > 1 && !sideBySide);
        }
    }

    private NpuInstruction[] Emit(Draft draft)
    {
        var stream = new InstructionStream(machine);
        var context = new LayerContext(machine, stream, draft.Constants, draft.Placement.Places(draft.Constants));
        bool isStored = false;
        int first = 0;
        for (int i = 0; i < draft.Schedules.Length; i++)
        {
            options.Cancellation.ThrowIfCancellationRequested();
            stream.Layer = first;
            ProgramLayer layer = draft.Layers[i];
            first += layer.Stages.Count;
            bool stores = context.Place(layer.Result.Value).IsExternal;
            if (draft.IsShared && (isStored || stores) && i > 0)
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
                failures.Add(Failure(draft.Layers[i], shortage));
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

    private static NpuLayer Describe(ProgramLayer layer) =>
        new(layer.Node.Scope.Length > 0 ? $"{layer.Node.Scope}: {layer.Operations}" : layer.Operations, "", 0, 0);

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

    /// <summary>A program before its instructions; its cores share values of external memory, or each has its own.</summary>
    private sealed record Draft(ConstantTable Constants, IReadOnlyList<ProgramLayer> Layers, Placement Placement, LayerSchedule[] Schedules, int Cores, bool IsShared)
    {
        public bool IsComplete => Placement.Failures.Count == 0 && Schedules.All(s => s.Tiling is not null);

        public double Cycles => Schedules.Sum(s => s.Cycles);
    }
}
