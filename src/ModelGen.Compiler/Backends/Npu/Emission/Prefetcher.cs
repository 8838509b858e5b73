using System;
using System.Collections.Generic;
using System.Linq;
using ModelGen.Npu;

namespace ModelGen.Compiler.Backends.Npu.Emission;

/// <summary>
/// Moves loads of constants ahead, as far as where their place on chip is free, and spreads them in pieces over what is computed until they are needed: the load engine works in
/// order, and a long load would hold up the inputs of tiles behind it.
/// </summary>
/// <param name="machine">The machine.</param>
internal sealed class Prefetcher(NpuMachine machine)
{
    /// <summary>A piece takes this many times the cycles before its first byte, at least.</summary>
    private const int PieceOfOverhead = 8;

    /// <summary>Pieces for the same place are joined up to so many: a longer one would wait for more of its target to be free.</summary>
    private const int MostPieces = 4;

    /// <summary>The part of the way over which pieces are spread: the last one has time to arrive.</summary>
    private const double Spread = 0.75;

    private readonly Dictionary<NpuSpace, LastTouches> touches = [];

    /// <summary>The same instructions, loads of constants ahead.</summary>
    public IEnumerable<Draft> Order(IReadOnlyList<Draft> drafts)
    {
        var ahead = new Dictionary<int, List<Draft>>();
        int[] computed = [.. Enumerable.Range(0, drafts.Count).Where(i => drafts[i].Instruction.Engine == NpuEngine.Matrix)];
        int least = 0;
        for (int i = 0; i < drafts.Count; i++)
        {
            Draft draft = drafts[i];
            int free = 0;
            foreach (NpuRange range in draft.Ranges)
            {
                if (range.Space is NpuSpace.Weights or NpuSpace.Parameters or NpuSpace.Tables)
                {
                    free = Math.Max(free, TouchesOf(range.Space).Touch(range.Low, range.High, i) + 1);
                }
            }

            if (draft.IsConstant)
            {
                // Constants keep their order, so that none waits for one that is needed later.
                least = Place(draft, computed, Math.Min(Math.Max(least, free), i), i, ahead);
            }
        }

        for (int i = 0; i < drafts.Count; i++)
        {
            if (ahead.TryGetValue(i, out List<Draft>? moved))
            {
                foreach (Draft draft in moved)
                {
                    yield return draft;
                }
            }

            if (!drafts[i].IsConstant)
            {
                yield return drafts[i];
            }
        }
    }

    private LastTouches TouchesOf(NpuSpace space)
    {
        if (!touches.TryGetValue(space, out LastTouches? found))
        {
            touches.Add(space, found = new LastTouches());
        }

        return found;
    }

    /// <summary>Spreads the pieces of a load; the place of the last one.</summary>
    private int Place(Draft draft, int[] computed, int from, int to, Dictionary<int, List<Draft>> ahead)
    {
        int first = FirstFrom(computed, from), count = FirstFrom(computed, to) - first;
        Draft[] pieces = Pieces(draft, Math.Max(1, (int)(count * Spread)));
        int last = from;
        for (int i = 0; i < pieces.Length; i++)
        {
            int place = count == 0 ? from : computed[first + (int)(count * Spread * i / pieces.Length)];
            if (!ahead.TryGetValue(place, out List<Draft>? moved))
            {
                ahead.Add(place, moved = []);
            }

            moved.Add(pieces[i]);
            last = place;
        }

        return last;
    }

    private static int FirstFrom(int[] indices, int from)
    {
        int found = Array.BinarySearch(indices, from);
        return found < 0 ? ~found : found;
    }

    /// <summary>Pieces of a load, one for each place where they are not too small or too large then.</summary>
    private Draft[] Pieces(Draft draft, int places)
    {
        LoadOperation op = NpuIsa.Load;
        NpuInstruction load = draft.Instruction;
        int memory = (int)load[op.Memory];
        double bandwidth = Math.Min(machine.Dma.BytesPerCycle, NpuTiming.BytesPerCycle(machine, memory));
        long least = InBursts((long)Math.Ceiling(PieceOfOverhead * (machine.Dma.StartUpCycles + machine.Memories[memory].ReadLatencyCycles + 1) * bandwidth));
        long bytes = load[op.Bytes], size = Math.Max(least, Math.Min(MostPieces * least, InBursts((bytes + places - 1) / places)));
        if (load[op.Rows] != 1 || load[op.Columns] != 1)
        {
            return [draft];
        }

        var pieces = new List<Draft>();
        for (long first = 0, count; first < bytes; first += count)
        {
            count = bytes - first < size + least ? bytes - first : size;
            pieces.Add(draft with
            {
                Instruction = load.With(op.External, load[op.External] + first).With(op.Local, load[op.Local] + first).With(op.Bytes, count),
                Ranges = draft.Ranges.Select(r => r with { Low = r.Low + first, High = r.Low + first + count }).ToArray(),
            });
        }

        return [.. pieces];
    }

    private long InBursts(long bytes) => (bytes + machine.Dma.BurstBytes - 1) / machine.Dma.BurstBytes * machine.Dma.BurstBytes;
}
