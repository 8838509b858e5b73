using System.Collections.Generic;
using System.Linq;

namespace ModelGen.Npu;

/// <summary>A program that runs on a core: queues and semaphores, without time.</summary>
internal sealed class CoreRun(NpuProgram program, NpuCore core, long limit, double workLimit)
{
    private static readonly NpuEngine[] Engines = [NpuEngine.Load, NpuEngine.Store, NpuEngine.Matrix, NpuEngine.Vector];

    private readonly FrontEnd front = new(program);
    private readonly Queue<(int Index, NpuPoint At)>[] queues = [.. Enumerable.Range(0, 5).Select(_ => new Queue<(int, NpuPoint)>())];
    private readonly int[] semaphores = new int[NpuIsa.Semaphores];
    private long executed;
    private double work;

    /// <summary>Whether the program has ended.</summary>
    public bool Done => front.Halted && queues.All(q => q.Count == 0);

    /// <summary>Runs to the end or to a FENCE of all cores, with all queues empty.</summary>
    public void RunToFence()
    {
        while (!Done && !AtCommonFence)
        {
            bool progress = Dispatch();
            foreach (NpuEngine engine in Engines)
            {
                while (TryExecute(engine))
                {
                    progress = true;
                }
            }

            if (!progress)
            {
                throw new NpuProgramException(Stuck());
            }
        }
    }

    /// <summary>Goes past the FENCE at which <see cref="RunToFence"/> has stopped.</summary>
    public void PassFence()
    {
        if (!Done)
        {
            front.Advance();
        }
    }

    private bool AtCommonFence =>
        !front.Halted && front.Next.Operation is FenceOperation fence && front.Next[fence.Scope] != 0 && queues.All(q => q.Count == 0);

    private bool Dispatch()
    {
        bool progress = false;
        while (!front.Halted)
        {
            NpuInstruction next = front.Next;
            if (next.Operation is FenceOperation fence && (next[fence.Scope] != 0 || queues.Any(q => q.Count > 0)))
            {
                break;
            }

            if (next.Engine != NpuEngine.Front)
            {
                Queue<(int Index, NpuPoint At)> queue = queues[(int)next.Engine];
                if (queue.Count == NpuIsa.QueueDepth)
                {
                    break;
                }

                queue.Enqueue((front.Position, front.Point(core.Index)));
            }

            Count();
            front.Advance();
            progress = true;
        }

        return progress;
    }

    private bool TryExecute(NpuEngine engine)
    {
        Queue<(int Index, NpuPoint At)> queue = queues[(int)engine];
        if (queue.Count == 0)
        {
            return false;
        }

        (int index, NpuPoint at) = queue.Peek();
        NpuInstruction instruction = program.Code[index];
        if (!SemaphoreStep.CanBegin(instruction, semaphores) || !SemaphoreStep.CanEnd(instruction, semaphores))
        {
            return false;
        }

        SemaphoreStep.Begin(instruction, semaphores);
        work += instruction.Operation!.Work(instruction, core.Registers(engine));
        if (work > workLimit)
        {
            throw new NpuProgramException($"{NpuVerifier.Place(index)}The program has more than {MemberText.Number(workLimit)} products, elements and bytes to work on; raise the limit if it is meant to.");
        }

        try
        {
            Execution.Run(core, instruction, at);
        }
        catch (NpuProgramException e)
        {
            throw new NpuProgramException(NpuVerifier.Place(index) + e.Message);
        }

        SemaphoreStep.End(instruction, semaphores);
        queue.Dequeue();
        return true;
    }

    private void Count()
    {
        if (++executed > limit)
        {
            throw new NpuProgramException($"{NpuVerifier.Place(front.Position)}The program has executed {limit} instructions without an end; raise the limit if it is meant to.");
        }
    }

    private string Stuck()
    {
        var waiting = new List<string>();
        foreach (NpuEngine engine in Engines.Where(e => queues[(int)e].Count > 0))
        {
            int index = queues[(int)engine].Peek().Index;
            NpuInstruction instruction = program.Code[index];
            waiting.Add($"{NpuIsa.NameOf(engine)} at instruction {index} for {SemaphoreStep.Blocking(instruction, semaphores, program)}");
        }

        return $"{NpuVerifier.Place(front.Position)}The program is stuck: {string.Join("; ", waiting)}.";
    }
}
