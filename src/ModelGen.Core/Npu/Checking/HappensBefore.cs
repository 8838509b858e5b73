using System;
using System.Collections.Generic;

namespace ModelGen.Npu;

/// <summary>
/// What each engine knows to have ended: vector clocks over the order of queues, semaphores and fences. The counts of a semaphore are taken in the order in which they were added.
/// Source: C. J. Fidge, Timestamps in Message-Passing Systems That Preserve the Partial Ordering, 1988; the epochs are those of C. Flanagan, S. N. Freund, FastTrack, PLDI 2009.
/// </summary>
internal sealed class HappensBefore
{
    public const int PerCore = 5;

    private readonly long[][] clocks;
    private readonly long[] begun;
    private readonly Queue<long[]>[] signals;

    public HappensBefore(int cores)
    {
        begun = new long[cores * PerCore];
        clocks = new long[cores * PerCore][];
        for (int i = 0; i < clocks.Length; i++)
        {
            clocks[i] = new long[clocks.Length];
        }

        signals = new Queue<long[]>[cores * NpuIsa.Semaphores];
        for (int i = 0; i < signals.Length; i++)
        {
            signals[i] = new Queue<long[]>();
        }
    }

    public static int Actor(int core, NpuEngine engine) => (core * PerCore) + (int)engine;

    /// <summary>Begins an instruction; its epoch.</summary>
    public long Begin(int core, NpuInstruction instruction)
    {
        int actor = Actor(core, instruction.Engine);
        Join(clocks[actor], clocks[Actor(core, NpuEngine.Front)]);
        for (int mask = instruction.Wait, i = 0; mask != 0; mask >>= 1, i++)
        {
            for (int n = (mask & 1) * SemaphoreStep.Taken(instruction); n > 0; n--)
            {
                Join(clocks[actor], signals[(core * NpuIsa.Semaphores) + i].Dequeue());
            }
        }

        return ++begun[actor];
    }

    /// <summary>Ends the instruction that the engine has begun, and signals.</summary>
    public void End(int core, NpuInstruction instruction)
    {
        int actor = Actor(core, instruction.Engine);
        clocks[actor][actor] = begun[actor];
        long[]? clock = instruction.Signal == 0 ? null : (long[])clocks[actor].Clone();
        for (int mask = instruction.Signal, i = 0; mask != 0; mask >>= 1, i++)
        {
            for (int n = (mask & 1) * SemaphoreStep.Added(instruction); n > 0; n--)
            {
                signals[(core * NpuIsa.Semaphores) + i].Enqueue(clock!);
            }
        }
    }

    /// <summary>The front ends of some cores know all that engines of these cores have ended.</summary>
    public void Fence(int firstCore, int cores)
    {
        var all = new long[clocks.Length];
        for (int actor = firstCore * PerCore; actor < (firstCore + cores) * PerCore; actor++)
        {
            Join(all, clocks[actor]);
        }

        for (int core = firstCore; core < firstCore + cores; core++)
        {
            Join(clocks[Actor(core, NpuEngine.Front)], all);
        }
    }

    /// <summary>Whether an actor knows that an instruction of an actor has ended.</summary>
    public bool Knows(int actor, int other, long epoch) => actor == other || clocks[actor][other] >= epoch;

    private static void Join(long[] clock, long[] with)
    {
        for (int i = 0; i < clock.Length; i++)
        {
            clock[i] = Math.Max(clock[i], with[i]);
        }
    }
}
