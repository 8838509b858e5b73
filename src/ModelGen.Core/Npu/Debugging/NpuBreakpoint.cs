namespace ModelGen.Npu;

/// <summary>What a debugger stops at.</summary>
public abstract record NpuBreakpoint
{
    private protected NpuBreakpoint()
    {
    }

    internal abstract bool Matches(EngineState engine);
}

/// <summary>Stops where an instruction begins.</summary>
/// <param name="Instruction">Its index in the program.</param>
public sealed record NpuInstructionBreakpoint(int Instruction) : NpuBreakpoint
{
    internal override bool Matches(EngineState engine) => engine.Entry.Index == Instruction;
}

/// <summary>Stops where an instruction of a layer begins.</summary>
/// <param name="Layer">The index of the layer.</param>
public sealed record NpuLayerBreakpoint(int Layer) : NpuBreakpoint
{
    internal override bool Matches(EngineState engine) => engine.Entry.Layer == Layer;
}

/// <summary>Stops where an instruction begins that reads or writes some addresses.</summary>
/// <param name="Space">The kind of memory.</param>
/// <param name="Memory">The index of the external memory; else 0.</param>
/// <param name="Low">The first address.</param>
/// <param name="High">One more than the last address.</param>
/// <param name="WritesOnly">Whether reads do not count.</param>
public sealed record NpuAddressBreakpoint(NpuSpace Space, int Memory, long Low, long High, bool WritesOnly = false) : NpuBreakpoint
{
    internal override bool Matches(EngineState engine)
    {
        foreach (NpuAccess access in engine.Accesses)
        {
            if (access.Space == Space && (Space != NpuSpace.External || access.Memory == Memory) && (access.Writes || !WritesOnly) && access.High > Low && access.Low < High)
            {
                foreach (long run in access.Runs())
                {
                    if (run < High && run + access.Bytes > Low)
                    {
                        return true;
                    }
                }
            }
        }

        return false;
    }
}

/// <summary>Where a debugger has stopped: an instruction has begun, and its results are not yet there.</summary>
/// <param name="Cycle">The cycle.</param>
/// <param name="Core">The core.</param>
/// <param name="Engine">The engine.</param>
/// <param name="Instruction">The index of the instruction.</param>
/// <param name="Layer">Its layer; −1 before the first MARK.</param>
/// <param name="Breakpoint">The breakpoint; null where a step has led here.</param>
public sealed record NpuBreak(long Cycle, int Core, NpuEngine Engine, int Instruction, int Layer, NpuBreakpoint? Breakpoint);
