using System;
using System.Collections.Generic;
using ModelGen.Npu;

namespace ModelGen.Compiler.Backends.Npu.Emission;

/// <summary>
/// Places semaphores so that engines keep the order of the program wherever two instructions touch the same bytes and one of them writes. Each ordered
/// pair of engines has a semaphore. Engines work in order, so what waits for an instruction has waited for all that its engine did before, and
/// what these had waited for: a pair needs a token only where that is news. Tokens of a pair are then taken in the order in which they
/// are given, so one semaphore tells them apart.
/// </summary>
internal sealed class Synchronizer(List<NpuInstruction> code)
{
    /// <summary>Tokens of a pair that may lie about; fewer than a semaphore holds, so that none is ever full.</summary>
    private const int MostTokens = 200;

    private const int Engines = 5;

    private readonly List<History> histories = [];

    /// <summary>For each instruction what <see cref="known"/> of its engine was behind it, engine by engine.</summary>
    private readonly List<int> knownAt = [];
    private readonly int[][] known = NewKnown();
    private readonly List<(int From, int To)>[,] tokens = new List<(int, int)>[Engines, Engines];
    private readonly int[] needed = new int[Engines];

    /// <summary>The names of the semaphores.</summary>
    public static EquatableArray<string> Names { get; } = SemaphoreNames();

    /// <summary>Orders the last instruction of the code behind what it depends on.</summary>
    /// <param name="ranges">What it touches.</param>
    public void Order(IReadOnlyList<NpuRange> ranges)
    {
        int index = code.Count - 1, engine = (int)code[index].Engine;
        for (int e = 0; e < Engines; e++)
        {
            needed[e] = -1;
        }

        for (int i = 0; i < ranges.Count; i++)
        {
            NpuRange range = ranges[i];
            // External memory is the last kind, and the only one of which there are several.
            int memory = (int)range.Space + range.Memory;
            while (histories.Count <= memory)
            {
                histories.Add(new History());
            }

            histories[memory].Access(range, engine, index, needed);
        }

        int[] now = known[engine];
        for (int from = 1; from < Engines; from++)
        {
            if (from != engine && needed[from] > now[from])
            {
                Connect(from, needed[from], engine, index);
                for (int e = 1; e < Engines; e++)
                {
                    now[e] = Math.Max(now[e], knownAt[(needed[from] * Engines) + e]);
                }

                now[from] = needed[from];
            }
        }

        // What stands between was ordered by its engine alone, or is of the front end: nobody waits for it.
        while (knownAt.Count < index * Engines)
        {
            knownAt.Add(-1);
        }

        knownAt.AddRange(now);
    }

    /// <summary>Behind a FENCE all that came before has ended.</summary>
    public void Fence()
    {
        foreach (int[] now in known)
        {
            for (int e = 1; e < Engines; e++)
            {
                now[e] = code.Count - 1;
            }
        }
    }

    private void Connect(int from, int signals, int to, int waits)
    {
        List<(int From, int To)> given = tokens[from, to] ??= [];
        ushort bit = (ushort)(1 << Semaphore(from, to));
        if (given.Count >= MostTokens && given[given.Count - MostTokens].To > signals)
        {
            // The last one that waits waits for this one as well, which is before it.
            (int last, int taker) = given[given.Count - 1];
            Change(last, 0, (ushort)~bit);
            given[given.Count - 1] = (signals, taker);
            Change(signals, bit, ushort.MaxValue);
            return;
        }

        given.Add((signals, waits));
        Change(signals, bit, ushort.MaxValue);
        code[waits] = code[waits].WithSemaphores((ushort)(code[waits].Wait | bit), code[waits].Signal);
    }

    private void Change(int index, ushort set, ushort keep) =>
        code[index] = code[index].WithSemaphores(code[index].Wait, (ushort)((code[index].Signal & keep) | set));

    private static int Semaphore(int from, int to) => ((from - 1) * 3) + to - (to > from ? 2 : 1);

    private static int[][] NewKnown()
    {
        var known = new int[Engines][];
        for (int e = 0; e < Engines; e++)
        {
            known[e] = [-1, -1, -1, -1, -1];
        }

        return known;
    }

    private static EquatableArray<string> SemaphoreNames()
    {
        string[] engines = ["", "ld", "st", "mx", "vx"];
        var names = new string[12];
        for (int from = 1; from < Engines; from++)
        {
            for (int to = 1; to < Engines; to++)
            {
                if (from != to)
                {
                    names[Semaphore(from, to)] = $"{engines[from]}_{engines[to]}";
                }
            }
        }

        return names;
    }
}
