using System;
using System.Collections.Generic;

namespace ModelGen.Npu;

/// <summary>
/// What limits the work of engines: the bandwidth of external memories, the read and write ports of the scratchpad's banks, and the decoder of each core. Speeds are max-min fair: all that share the scarcest resource
/// have the same share of their full rate, what they leave is divided among the others in the same way. Source: D. Bertsekas, R. Gallager, Data Networks, 1992, section 6.5.
/// </summary>
internal sealed class Sharing
{
    private readonly NpuMachine machine;
    private readonly int memories, banks, decoders;
    private readonly double[] demand, used;
    private readonly int[] users;
    private readonly List<int> touched = [];

    public Sharing(NpuMachine machine, int cores)
    {
        this.machine = machine;
        memories = machine.Memories.Count;
        banks = machine.Scratchpad.Banks;
        decoders = memories + (2 * banks * cores);
        int resources = decoders + cores;
        demand = new double[resources];
        used = new double[resources];
        users = new int[resources];
    }

    /// <summary>Fills <see cref="EngineState.Demands"/>: bytes spread evenly over the cycles of the work, and over the addresses of each access.</summary>
    public void Demand(EngineState engine)
    {
        List<(int Resource, double Rate)> demands = engine.Demands;
        NpuCost cost = engine.Cost;
        demands.Clear();
        if (cost.Work == 0)
        {
            return;
        }

        if (cost.ExternalRead + cost.ExternalWritten > 0)
        {
            demands.Add((cost.Memory, (double)(cost.ExternalRead + cost.ExternalWritten) / cost.Work));
        }

        if (cost.Decoded > 0)
        {
            demands.Add((decoders + engine.Core, (double)cost.Decoded / cost.Work));
        }

        Spread(engine, writes: false, cost.ScratchpadRead);
        Spread(engine, writes: true, cost.ScratchpadWritten);
    }

    /// <summary>Sets the speeds of engines that work at the same time.</summary>
    public void Divide(List<EngineState> engines)
    {
        touched.Clear();
        foreach (EngineState engine in engines)
        {
            engine.Speed = 0;
            foreach ((int resource, double rate) in engine.Demands)
            {
                if (users[resource]++ == 0)
                {
                    touched.Add(resource);
                }

                demand[resource] += rate;
            }
        }

        double least = 0;
        for (int left = engines.Count; left > 0;)
        {
            (int scarce, double share) = Scarcest();
            least = Math.Max(least, share);
            foreach (EngineState engine in engines)
            {
                if (engine.Speed == 0 && (scarce < 0 || Uses(engine, scarce)))
                {
                    engine.Speed = least;
                    engine.Limit = Cause(scarce);
                    Fix(engine);
                    left--;
                }
            }
        }

        foreach (int resource in touched)
        {
            demand[resource] = used[resource] = 0;
            users[resource] = 0;
        }
    }

    private (int Resource, double Share) Scarcest()
    {
        int scarce = -1;
        double least = 1;
        foreach (int resource in touched)
        {
            if (users[resource] > 0)
            {
                double share = (Capacity(resource) - used[resource]) / demand[resource];
                if (share < least)
                {
                    (scarce, least) = (resource, share);
                }
            }
        }

        return (scarce, least);
    }

    private void Fix(EngineState engine)
    {
        foreach ((int resource, double rate) in engine.Demands)
        {
            users[resource]--;
            demand[resource] -= rate;
            used[resource] += rate * engine.Speed;
        }
    }

    private static bool Uses(EngineState engine, int resource)
    {
        foreach ((int used, _) in engine.Demands)
        {
            if (used == resource)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Divides bytes among banks by the part of the accesses' ranges that lies in each.</summary>
    private void Spread(EngineState engine, bool writes, long bytes)
    {
        if (bytes == 0)
        {
            return;
        }

        Scratchpad scratchpad = machine.Scratchpad;
        long total = 0;
        foreach (NpuAccess access in engine.Accesses)
        {
            total += access.Space == NpuSpace.Scratchpad && access.Writes == writes ? access.High - access.Low : 0;
        }

        int first = memories + (((2 * engine.Core) + (writes ? 1 : 0)) * banks);
        double rate = (double)bytes / engine.Cost.Work;
        foreach (NpuAccess access in engine.Accesses)
        {
            if (access.Space != NpuSpace.Scratchpad || access.Writes != writes)
            {
                continue;
            }

            long runs = ((access.High - 1) / scratchpad.RunBytes) - (access.Low / scratchpad.RunBytes) + 1;
            int bank = scratchpad.BankOf(access.Low);
            for (long left = Math.Min(runs, banks); left > 0; left--)
            {
                double part = scratchpad.Below(access.High, bank) - scratchpad.Below(access.Low, bank);
                engine.Demands.Add((first + bank, rate * (part / total)));
                bank = bank + 1 == banks ? 0 : bank + 1;
            }
        }
    }

    private double Capacity(int resource) =>
        resource < memories ? NpuTiming.BytesPerCycle(machine, resource)
        : resource >= decoders ? machine.Dma.DecoderBytesPerCycle
        : (resource - memories) / banks % 2 == 0 ? machine.Scratchpad.ReadBytesPerCycle
        : machine.Scratchpad.WriteBytesPerCycle;

    private (NpuCause Cause, int Detail) Cause(int resource) =>
        resource < 0 ? (NpuCause.Work, 0)
        : resource < memories ? (NpuCause.Bandwidth, resource)
        : resource >= decoders ? (NpuCause.Decoder, 0)
        : ((resource - memories) / banks % 2 == 0 ? NpuCause.ReadPort : NpuCause.WritePort, (resource - memories) % banks);
}
