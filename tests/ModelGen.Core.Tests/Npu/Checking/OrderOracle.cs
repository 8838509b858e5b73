using System.Collections.Generic;
using System.Linq;
using ModelGen.Npu;

namespace ModelGen.Core.Tests.Npu.Checking;

/// <summary>Whether a run is free of unordered accesses, of reads of what was never written and of results over operands, the slow way. Registers are set before any loop.</summary>
internal static class OrderOracle
{
    public static bool IsClean(NpuProgram program, NpuMachine machine, NpuRun run)
    {
        NpuEvent[] events = [.. run.Events.OrderBy(e => e.Began)];
        bool[,] before = Order(program, run, events);
        var bytes = new Dictionary<(int Core, NpuSpace, int, long), List<(int Event, bool Writes)>>();
        for (int i = 0; i < events.Length; i++)
        {
            List<NpuAccess> accesses = Accesses(program, events[i]);
            if (Overwrites(program.Code[events[i].Instruction], accesses))
            {
                return false;
            }

            foreach (NpuAccess access in accesses)
            {
                foreach (long at in access.Runs().SelectMany(r => Enumerable.Range(0, (int)access.Bytes).Select(b => r + b)))
                {
                    var key = (access.Space == NpuSpace.External ? 0 : events[i].Core, access.Space, access.Memory, at);
                    if (!bytes.TryGetValue(key, out List<(int Event, bool Writes)>? others))
                    {
                        bytes.Add(key, others = []);
                    }

                    bool written = others.Any(o => o.Writes)
                        || (access.Space == NpuSpace.External && program.Regions.Any(r => r.Kind == NpuRegionKind.Input && r.Memory == access.Memory && at >= r.Address && at < r.Address + r.Bytes));
                    if ((!access.Writes && !written) || others.Any(o => o.Event != i && (o.Writes || access.Writes) && !before[o.Event, i]))
                    {
                        return false;
                    }

                    others.Add((i, access.Writes));
                }
            }
        }

        return true;
    }

    private static bool Overwrites(NpuInstruction instruction, List<NpuAccess> accesses)
    {
        NpuAccess to = accesses.Count > 0 ? accesses[^1] : default;
        if (instruction.Engine != NpuEngine.Vector || to.Space != NpuSpace.Scratchpad || !to.Writes)
        {
            return false;
        }

        long[] Elements(NpuAccess access) => [.. access.Runs().SelectMany(r => Enumerable.Range(0, (int)access.Bytes).Select(b => r + b))];
        return accesses.Where(a => !a.Writes && a.Space == NpuSpace.Scratchpad).Any(a =>
            !(instruction.Operation is VectorOperation && Elements(a).SequenceEqual(Elements(to))) && Elements(a).Intersect(Elements(to)).Any());
    }

    private static List<NpuAccess> Accesses(NpuProgram program, NpuEvent item)
    {
        var registers = new NpuRegisters(item.Engine);
        foreach (NpuInstruction configure in program.Code.Where(i => i.Operation is ConfigureOperation && i.Engine == item.Engine))
        {
            registers.Configure(configure);
        }

        var accesses = new List<NpuAccess>();
        NpuInstruction instruction = program.Code[item.Instruction];
        instruction.Operation!.Accesses(instruction, registers, new NpuPoint(item.Core), accesses);
        return accesses;
    }

    /// <summary>Whether a path leads from one event to another: queues, the counts of semaphores one after the other, and fences.</summary>
    private static bool[,] Order(NpuProgram program, NpuRun run, NpuEvent[] events)
    {
        int n = events.Length;
        var before = new bool[n, n];
        var signals = new Dictionary<(int, int), Queue<int>>();
        var ended = Enumerable.Range(0, n).ToDictionary(i => run.Events[i]);
        foreach ((long _, bool ends, int i) in Enumerable.Range(0, n)
            .SelectMany(i => new[] { (At: events[i].Began, Ends: false, I: i), (At: events[i].Ended, Ends: true, I: i) })
            .OrderBy(e => e.At).ThenBy(e => !e.Ends).ThenBy(e => e.Ends ? ended[events[e.I]] : e.I))
        {
            NpuInstruction instruction = program.Code[events[i].Instruction];
            for (int s = 0; s < NpuIsa.Semaphores; s++)
            {
                (int, int) key = (events[i].Core, s);
                if (ends && (instruction.Signal >> s & 1) != 0)
                {
                    signals.TryAdd(key, new Queue<int>());
                    signals[key].Enqueue(i);
                }

                if (!ends && (instruction.Wait >> s & 1) != 0)
                {
                    before[signals[key].Dequeue(), i] = true;
                }
            }
        }

        List<(int Core, long At)> fences = Fences(program, run);
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < n; j++)
            {
                before[i, j] |= i < j && events[i].Core == events[j].Core && events[i].Engine == events[j].Engine;
                before[i, j] |= fences.Any(f => (f.Core < 0 || (f.Core == events[i].Core && f.Core == events[j].Core)) && events[i].Ended <= f.At && events[j].Dispatched > f.At);
            }
        }

        for (int k = 0; k < n; k++)
        {
            for (int i = 0; i < n; i++)
            {
                for (int j = 0; before[i, k] && j < n; j++)
                {
                    before[i, j] |= before[k, j];
                }
            }
        }

        return before;
    }

    /// <summary>The cycles in which fences were passed, −1 for all cores: by the cycles that the front ends were at them.</summary>
    private static List<(int Core, long At)> Fences(NpuProgram program, NpuRun run)
    {
        var passed = new List<(int, long)>();
        for (int core = 0; core < program.Cores; core++)
        {
            var front = new FrontEnd(program);
            int next = 0;
            NpuEvent[] events = [.. run.Events.Where(e => e.Core == core).OrderBy(e => e.Dispatched)];
            while (!front.Halted)
            {
                if (front.Next.Operation is FenceOperation fence)
                {
                    long at = events.Take(next).Select(e => e.Ended).DefaultIfEmpty(0).Max();
                    passed.Add((front.Next[fence.Scope] != 0 ? -1 : core, at));
                }

                next += front.Next.Engine == NpuEngine.Front ? 0 : 1;
                front.Advance();
            }
        }

        List<(int, long)> common = [.. passed.Where(p => p.Item1 < 0)];
        int count = common.Count / program.Cores;
        return
        [
            .. passed.Where(p => p.Item1 >= 0),
            .. Enumerable.Range(0, count).Select(i => (-1, Enumerable.Range(0, program.Cores).Max(c => common[(c * count) + i].Item2))),
        ];
    }
}
