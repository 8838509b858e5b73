using System.Collections.Generic;
using System.Linq;

namespace ModelGen.Npu;

/// <summary>A core in time: its front end, engines and semaphores.</summary>
internal sealed class CoreState
{
    private readonly NpuProgram program;
    private readonly long limit;
    private (NpuEngine Engine, QueueEntry Entry)? arriving;
    private long executed;

    public CoreState(NpuProgram program, NpuCore core, long limit)
    {
        this.program = program;
        this.limit = limit;
        Core = core;
        Front = new FrontEnd(program);
        Engines = [.. new[] { NpuEngine.Load, NpuEngine.Store, NpuEngine.Matrix, NpuEngine.Vector }.Select(e => new EngineState(core.Index, e))];
    }

    public NpuCore Core { get; }

    public FrontEnd Front { get; }

    /// <summary>Load, store, matrix and vector engine.</summary>
    public EngineState[] Engines { get; }

    public int[] Semaphores { get; } = new int[NpuIsa.Semaphores];

    /// <summary>The event that signalled each semaphore last; −1 if there was none.</summary>
    public int[] Signallers { get; } = [.. Enumerable.Repeat(-1, NpuIsa.Semaphores)];

    /// <summary>The cycle in which the front end is done with its instruction.</summary>
    public long FrontUntil { get; private set; }

    /// <summary>Products, elements and bytes so far.</summary>
    public double Work { get; set; }

    /// <summary>The direction that the one DMA engine served last.</summary>
    public NpuEngine LastTransfer { get; set; } = NpuEngine.Store;

    /// <summary>The cycles of MM since the last PRELOAD: the first one's begin and the last one's end; empty if something else came between.</summary>
    public (long Began, long Ended) Products { get; set; }

    /// <summary>Whether the program has ended.</summary>
    public bool Done(long now) => Front.Halted && FrontUntil <= now && Idle;

    /// <summary>Whether no engine has anything to do.</summary>
    public bool Idle
    {
        get
        {
            foreach (EngineState engine in Engines)
            {
                if (engine.Busy)
                {
                    return false;
                }
            }

            return arriving is null;
        }
    }

    /// <summary>Whether it waits at a FENCE of all cores with all engines idle.</summary>
    public bool AtCommonFence(long now) =>
        FrontUntil <= now && !Front.Halted && Front.Next.Operation is FenceOperation fence && Front.Next[fence.Scope] != 0 && Idle;

    /// <summary>Puts what was dispatched into its queue; whether there was something.</summary>
    public bool Arrive(long now)
    {
        if (arriving is not { } arrival || FrontUntil > now)
        {
            return false;
        }

        EngineOf(arrival.Engine).Queue.Enqueue(arrival.Entry);
        arriving = null;
        return true;
    }

    /// <summary>Dispatches the next instruction; whether it could. A FENCE of all cores is passed by <see cref="Pass"/>.</summary>
    public bool Dispatch(long now, out bool fence)
    {
        fence = false;
        if (Front.Halted || FrontUntil > now || Obstacle() is not null)
        {
            return false;
        }

        NpuInstruction next = Front.Next;
        fence = next.Operation is FenceOperation;
        if (next.Engine != NpuEngine.Front)
        {
            arriving = (next.Engine, new QueueEntry(Front.Position, Front.Stepped, Front.Layer, now + 1));
        }

        Pass(now);
        return true;
    }

    /// <summary>Goes past the next instruction.</summary>
    public void Pass(long now)
    {
        if (++executed > limit)
        {
            throw new NpuProgramException($"{NpuVerifier.Place(Front.Position)}The program has executed {limit} instructions without an end; raise the limit if it is meant to.");
        }

        Front.Advance();
        FrontUntil = now + 1;
    }

    /// <summary>What the front end does in the cycles that follow.</summary>
    public (NpuCause Cause, int Detail) FrontCause(long now) =>
        FrontUntil > now ? (NpuCause.Work, 0) : Front.Halted ? (NpuCause.Finished, 0) : Obstacle() ?? (NpuCause.Fence, 0);

    /// <summary>Why an engine has nothing to do in the cycles that follow.</summary>
    public (NpuCause Cause, int Detail) IdleCause(EngineState engine, long now)
    {
        if (engine.Queue.Count > 0)
        {
            int low = SemaphoreStep.FirstLow(engine.Queue.Peek().Instruction, Semaphores);
            return low >= 0 ? (NpuCause.Semaphore, low) : (NpuCause.DmaShared, 0);
        }

        (NpuCause cause, int detail) = FrontCause(now);
        return Front.Halted ? (NpuCause.Finished, 0) : cause == NpuCause.Work ? (NpuCause.Dispatch, 0) : (cause, detail);
    }

    /// <summary>Whether the instruction at the head of a queue can begin.</summary>
    public bool CanBegin(EngineState engine)
    {
        if (engine.Phase != EnginePhase.Idle || engine.Queue.Count == 0)
        {
            return false;
        }

        NpuInstruction next = engine.Queue.Peek().Instruction;
        if (!SemaphoreStep.CanBegin(next, Semaphores))
        {
            return false;
        }

        if (Core.Machine.Dma.Engines > 1 || !IsTransfer(next))
        {
            return true;
        }

        EngineState other = EngineOf(next.Engine == NpuEngine.Load ? NpuEngine.Store : NpuEngine.Load);
        return other.Phase != EnginePhase.Idle
            ? !IsTransfer(other.Instruction) || other.Phase == EnginePhase.Signal
            : LastTransfer != next.Engine || other.Queue.Count == 0
                || other.Queue.Peek().Instruction is var waiting && (!IsTransfer(waiting) || !SemaphoreStep.CanBegin(waiting, Semaphores));
    }

    public static bool IsTransfer(NpuInstruction instruction) => instruction.Operation is LoadOperation or StoreOperation;

    /// <summary>What each engine waits for, where nothing goes on.</summary>
    public string Stuck()
    {
        var waiting = new List<string>();
        foreach (EngineState engine in Engines.Where(e => e.Busy))
        {
            bool ends = engine.Phase == EnginePhase.Signal;
            int index = ends ? engine.Entry.Index : engine.Queue.Peek().Index, low = ends ? -1 : SemaphoreStep.FirstLow(program.Code[index], Semaphores);
            string semaphore = low >= 0
                ? $"semaphore {program.NameOfSemaphore(low)}, which is {Semaphores[low]}"
                : $"room in semaphore {program.NameOfSemaphore(SemaphoreStep.FirstFull(program.Code[index], Semaphores))}";
            waiting.Add($"{NpuIsa.NameOf(engine.Engine)} at instruction {index} for {semaphore}");
        }

        return $"{NpuVerifier.Place(Front.Position)}The program is stuck: {string.Join("; ", waiting)}.";
    }

    public EngineState EngineOf(NpuEngine engine) => Engines[(int)engine - 1];

    /// <summary>What keeps the front end from dispatching its next instruction; null if nothing does.</summary>
    private (NpuCause Cause, int Detail)? Obstacle()
    {
        NpuInstruction next = Front.Next;
        return next.Operation is FenceOperation fence
            ? next[fence.Scope] != 0 || !Idle ? (NpuCause.Fence, 0) : null
            : next.Engine != NpuEngine.Front && EngineOf(next.Engine).Depth >= NpuIsa.QueueDepth ? (NpuCause.QueueFull, (int)next.Engine)
            : null;
    }
}
