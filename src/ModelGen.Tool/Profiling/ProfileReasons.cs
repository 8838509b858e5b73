using System.Collections.Generic;
using System.Linq;
using ModelGen.Npu;

namespace ModelGen.Tool.Profiling;

/// <summary>The reasons of a run in words: work first, then those that cost most cycles, the end of the program last.</summary>
internal sealed class ProfileReasons
{
    private readonly Dictionary<string, int> indices = [];

    public ProfileReasons(IReadOnlyCollection<NpuRun> runs)
    {
        var costs = new Dictionary<ReasonView, long>();
        foreach (NpuRun run in runs)
        {
            foreach (NpuCycles part in run.Engines.Where(e => e.Engine != NpuEngine.Front).SelectMany(e => e.Cycles).Concat(run.Engines.SelectMany(e => e.Cycles).Select(c => c with { Count = 0 })))
            {
                ReasonView reason = Describe(part, run);
                costs[reason] = costs.GetValueOrDefault(reason) + part.Count;
            }
        }

        var ends = new[] { NpuCause.Work, NpuCause.Finished }.Select(c => Describe(new NpuCycles(c, 0, 0), null)).ToArray();
        All = [ends[0], .. costs.Keys.Except(ends).OrderByDescending(r => costs[r]).ThenBy(r => r.Name, System.StringComparer.Ordinal), ends[1]];
        for (int i = 0; i < All.Count; i++)
        {
            indices[All[i].Name] = i;
        }
    }

    public IReadOnlyList<ReasonView> All { get; }

    public int IndexOf(NpuCycles part, NpuRun run) => indices[Describe(part, run).Name];

    public static bool Waits(NpuCause cause) =>
        cause is NpuCause.Semaphore or NpuCause.SemaphoreFull or NpuCause.Dispatch or NpuCause.QueueFull or NpuCause.Fence or NpuCause.Finished;

    private static ReasonView Describe(NpuCycles part, NpuRun? run)
    {
        string Memory() => run!.Machine.Memories[part.Detail].Name;
        string Semaphore() => run!.Program.NameOfSemaphore(part.Detail);
        return new ReasonView(
            part.Cause switch
            {
                NpuCause.Work => "work",
                NpuCause.Control => "control",
                NpuCause.StartUp => "start-up",
                NpuCause.Fill => "array fill",
                NpuCause.ReadLatency => "read latency of " + Memory(),
                NpuCause.WriteLatency => "write latency of " + Memory(),
                NpuCause.Bandwidth => "bandwidth of " + Memory(),
                NpuCause.ReadPort => "scratchpad read port",
                NpuCause.WritePort => "scratchpad write port",
                NpuCause.Decoder => "weight decoder",
                NpuCause.DmaShared => "DMA engine shared",
                NpuCause.Semaphore => $"waits for '{Semaphore()}'",
                NpuCause.SemaphoreFull => $"'{Semaphore()}' is full",
                NpuCause.Dispatch => "waits for dispatch",
                NpuCause.QueueFull => "a queue is full",
                NpuCause.Fence => "fence",
                _ => "finished",
            },
            Waits(part.Cause));
    }
}
