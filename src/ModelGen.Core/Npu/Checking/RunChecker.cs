using System.Collections.Generic;
using System.Linq;

namespace ModelGen.Npu;

/// <summary>Finds accesses of a run that have no order, reads of what was never written, and instructions that overwrite what they have yet to read.</summary>
internal sealed class RunChecker
{
    private static readonly int Spaces = (int)NpuSpace.External;

    private readonly NpuProgram program;
    private readonly NpuMachine machine;
    private readonly HappensBefore order;
    private readonly ShadowMemory[] local, external;
    private readonly List<AccessStamp> stamps = [default, new(-1, 0, -1, -1)];

    public RunChecker(NpuProgram program, NpuMachine machine)
    {
        this.program = program;
        this.machine = machine;
        order = new HappensBefore(program.Cores);
        int actors = program.Cores * HappensBefore.PerCore;
        local = [.. Enumerable.Range(0, program.Cores * Spaces).Select(_ => new ShadowMemory(actors))];
        external = [.. machine.Memories.Select(_ => new ShadowMemory(actors))];
        foreach (NpuConstant constant in program.Constants.Where(c => c.Bytes.Count > 0))
        {
            external[constant.Memory].Write(constant.Address, constant.Bytes.Count, 0, 1, _ => true);
        }

        foreach (NpuRegion region in program.Regions.Where(r => r.Kind == NpuRegionKind.Input))
        {
            external[region.Memory].Write(region.Address, region.Bytes, 0, 1, _ => true);
        }
    }

    public void Fence(int firstCore, int cores) => order.Fence(firstCore, cores);

    public void End(EngineState engine) => order.End(engine.Core, engine.Instruction);

    /// <summary>Checks what an instruction accesses that begins.</summary>
    /// <exception cref="NpuProgramException">An access is wrong.</exception>
    public void Begin(EngineState engine)
    {
        QueueEntry entry = engine.Entry;
        int actor = HappensBefore.Actor(engine.Core, engine.Engine), stamp = stamps.Count;
        stamps.Add(new AccessStamp(actor, order.Begin(engine.Core, engine.Instruction), entry.Index, entry.Layer));
        CheckOverlap(engine);
        foreach (NpuAccess access in engine.Accesses)
        {
            ShadowMemory shadow = access.Space == NpuSpace.External ? external[access.Memory] : local[(engine.Core * Spaces) + (int)access.Space];
            NpuAccess merged = access.Merged();
            for (long y = 0; y < merged.Rows; y++)
            {
                for (long x = 0; x < merged.Columns; x++)
                {
                    Check(access, shadow, merged.Address + (y * merged.RowStride) + (x * merged.ColumnStride), merged.Bytes, actor, stamp);
                }
            }
        }
    }

    private void Check(NpuAccess access, ShadowMemory shadow, long low, long bytes, int actor, int stamp)
    {
        bool Ordered(int other) => other == 0 || stamps[other] is var s && (s.Actor < 0 || order.Knows(actor, s.Actor, s.Epoch));
        if (access.Writes)
        {
            if (shadow.Write(low, bytes, actor, stamp, Ordered) is var (address, other, written))
            {
                throw Race(access, stamp, address, other, written ? "writes" : "reads");
            }
        }
        else if (shadow.Read(low, bytes, actor, stamp, other => other != 0 && Ordered(other)) is var (address, other))
        {
            throw other != 0
                ? Race(access, stamp, address, other, "writes")
                : new NpuProgramException($"{Name(stamp)} reads '{access.What}' at {address} of {NameOf(access)}, which nothing has written before.");
        }
    }

    /// <summary>A result may lie where an operand lies element for element, or apart from it.</summary>
    private void CheckOverlap(EngineState engine)
    {
        NpuAccess to = engine.Accesses.Count > 0 ? engine.Accesses[engine.Accesses.Count - 1] : default;
        if (engine.Engine != NpuEngine.Vector || !to.Writes || to.Space != NpuSpace.Scratchpad)
        {
            return;
        }

        bool elements = engine.Instruction.Operation is VectorOperation;
        foreach (NpuAccess from in engine.Accesses)
        {
            if (!from.Writes && from.Space == NpuSpace.Scratchpad && !(elements && from.IsAt(to)) && from.Meets(to))
            {
                throw new NpuProgramException(
                    $"{Name(stamps.Count - 1)} writes '{to.What}' at {to.Low} to {to.High - 1} of {NameOf(to)} over '{from.What}' at {from.Low} to {from.High - 1}, which it has yet to read.");
            }
        }
    }

    private NpuProgramException Race(NpuAccess access, int stamp, long address, int other, string does) => new(
        $"{Name(stamp)} {(access.Writes ? "writes" : "reads")} '{access.What}' at {address} of {NameOf(access)}, but {Name(other, lower: true)} {does} it, and nothing orders the two; let a semaphore or FENCE do so.");

    private string Name(int stamp, bool lower = false)
    {
        AccessStamp s = stamps[stamp];
        NpuInstruction instruction = program.Code[s.Instruction];
        string layer = s.Layer < 0 ? "before any layer" : $"layer '{program.Layers[s.Layer].Name}'";
        string core = program.Cores > 1 ? $" of core {s.Actor / HappensBefore.PerCore}" : "";
        return $"{(lower ? "i" : "I")}nstruction {s.Instruction} ({instruction.Operation!.Mnemonic} on {NpuIsa.NameOf(instruction.Engine)}{core}, {layer})";
    }

    private string NameOf(NpuAccess access) =>
        access.Space == NpuSpace.External ? $"memory '{machine.Memories[access.Memory].Name}'" : AddressWalk.NameOf(access.Space);
}
