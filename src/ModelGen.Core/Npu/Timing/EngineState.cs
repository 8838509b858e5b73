using System.Collections.Generic;

namespace ModelGen.Npu;

/// <summary>How far an engine is with its instruction.</summary>
internal enum EnginePhase : byte
{
    /// <summary>It has none, or its next one cannot begin.</summary>
    Idle,

    /// <summary>Cycles before the work.</summary>
    Before,

    /// <summary>Work, which others may slow down.</summary>
    Work,

    /// <summary>Cycles behind the work.</summary>
    Tail,

    /// <summary>Done, but for the room in a semaphore.</summary>
    Signal,
}

/// <summary>An engine of a core: its queue, and the instruction that it executes.</summary>
internal sealed class EngineState(int core, NpuEngine engine)
{
    private readonly List<NpuCycles> waits = [];
    private readonly List<(NpuCause Cause, int Detail, double Cycles)> losses = [];

    public int Core { get; } = core;

    public NpuEngine Engine { get; } = engine;

    public Queue<QueueEntry> Queue { get; } = new();

    public EnginePhase Phase { get; set; }

    public QueueEntry Entry { get; private set; }

    public NpuInstruction Instruction { get; private set; }

    public NpuCost Cost { get; private set; }

    /// <summary>What the instruction reads and writes.</summary>
    public List<NpuAccess> Accesses { get; } = [];

    /// <summary>What its work asks of shared resources.</summary>
    public List<(int Resource, double Rate)> Demands { get; } = [];

    public long Began { get; private set; }

    /// <summary>The cycle in which the phase ends, where nothing slows it down.</summary>
    public long Until { get; set; }

    /// <summary>Cycles of work that are left, at full rate.</summary>
    public double Remaining { get; private set; }

    /// <summary>The share of the full rate.</summary>
    public double Speed { get; set; }

    /// <summary>What keeps it from the full rate.</summary>
    public (NpuCause Cause, int Detail) Limit { get; set; }

    public long WorkBegan { get; private set; }

    public long WorkEnded { get; private set; }

    /// <summary>The event that let it begin; −1 if none did.</summary>
    public int ReleasedBy { get; private set; }

    /// <summary>The semaphore that had no room for its signal.</summary>
    public int FullSemaphore { get; set; }

    /// <summary>Whether it has instructions, running or in its queue.</summary>
    public bool Busy => Phase != EnginePhase.Idle || Queue.Count > 0;

    /// <summary>Instructions that wait or run.</summary>
    public int Depth => Queue.Count + (Phase == EnginePhase.Idle ? 0 : 1);

    /// <summary>The cause of the wait that came last; null if there was none since the end of the last instruction.</summary>
    public NpuCycles? LastWait => waits.Count > 0 ? waits[waits.Count - 1] : null;

    /// <summary>The waits since the end of the last instruction.</summary>
    public IReadOnlyList<NpuCycles> Waits => waits;

    public void Begin(NpuInstruction instruction, NpuCost cost, long now, int releasedBy)
    {
        Entry = Queue.Dequeue();
        Instruction = instruction;
        Cost = cost;
        Began = now;
        ReleasedBy = releasedBy;
        Until = now + cost.StartUp + cost.Latency + cost.Fill;
        Phase = EnginePhase.Before;
        losses.Clear();
    }

    public void BeginWork(long now)
    {
        Phase = EnginePhase.Work;
        WorkBegan = now;
        Remaining = Cost.Work;
        Speed = 1;
    }

    public void EndWork(long now)
    {
        WorkEnded = now;
        Until = now + Cost.Tail;
        Phase = EnginePhase.Tail;
    }

    /// <summary>Where <see cref="Phase"/> is work: the cycle in which it ends at the present speed.</summary>
    public long WorkEnd(long now) => now + NpuTiming.Ceiling(Remaining / Speed);

    public void Wait(NpuCause cause, int detail, long cycles)
    {
        if (LastWait is { } last && last.Cause == cause && last.Detail == detail)
        {
            waits[waits.Count - 1] = last with { Count = last.Count + cycles };
        }
        else
        {
            waits.Add(new NpuCycles(cause, detail, cycles));
        }
    }

    public void Work(long cycles)
    {
        Remaining -= Speed * cycles;
        if (Speed < 1)
        {
            Lose(Limit.Cause, Limit.Detail, (1 - Speed) * cycles);
        }
    }

    /// <summary>
    /// Moves to a list all cycles since the end of the last instruction, whole ones: what work has lost is divided by what limited it, and the sum is exact.
    /// </summary>
    /// <param name="now">The end.</param>
    /// <param name="parts">Where to add.</param>
    public void Account(long now, List<NpuCycles> parts)
    {
        parts.AddRange(waits);
        waits.Clear();
        Add(parts, NpuCause.StartUp, 0, Cost.StartUp);
        Add(parts, NpuCause.ReadLatency, Cost.Memory, Cost.Latency);
        Add(parts, NpuCause.Fill, 0, Cost.Fill);
        Add(parts, Instruction.Operation!.Engine is null ? NpuCause.Control : NpuCause.Work, 0, Cost.Work);
        double total = 0, sum = 0;
        foreach ((_, _, double lost) in losses)
        {
            total += lost;
        }

        long lateness = WorkEnded - WorkBegan - Cost.Work, given = 0;
        for (int i = 0; i < losses.Count; i++)
        {
            (NpuCause cause, int detail, double lost) = losses[i];
            sum += lost;
            long upTo = i == losses.Count - 1 ? lateness : (long)(lateness * (sum / total));
            Add(parts, cause, detail, upTo - given);
            given = upTo;
        }

        Add(parts, NpuCause.WriteLatency, Cost.Memory, Cost.Tail);
        Add(parts, NpuCause.SemaphoreFull, FullSemaphore, now - WorkEnded - Cost.Tail);
    }

    private static void Add(List<NpuCycles> parts, NpuCause cause, int detail, long count)
    {
        if (count > 0)
        {
            parts.Add(new NpuCycles(cause, detail, count));
        }
    }

    private void Lose(NpuCause cause, int detail, double cycles)
    {
        for (int i = 0; i < losses.Count; i++)
        {
            if (losses[i].Cause == cause && losses[i].Detail == detail)
            {
                losses[i] = (cause, detail, losses[i].Cycles + cycles);
                return;
            }
        }

        losses.Add((cause, detail, cycles));
    }
}
