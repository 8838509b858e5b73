using System.Collections.Generic;
using System.Linq;
using ModelGen.Npu;

namespace ModelGen.Compiler.Backends.Npu.Emission.Loops;

/// <summary>
/// Rolls code into loops: what repeats side by side, the same but for addresses that grow by the same from each time to the next, becomes the body of a LOOP with STEPs. The
/// instructions that are dispatched stay what they were, one by one, so it can come behind everything else that orders them. A word may then stand for several instructions: who
/// changes one later, for what lies at its addresses, changes it for all of these (see STEP in docs/npu-isa.md).
/// </summary>
/// <remarks>
/// At each place the loop that saves the most words is taken, of the distances to the next places where the same few instructions begin; a second pass
/// takes loops that stand side by side into loops around them, and a third one rolls the bodies of those that it has left alone.
/// </remarks>
internal sealed class LoopRoller
{
    /// <summary>How many instructions have to be alike for a place to be tried.</summary>
    private const int Alike = 3;

    /// <summary>How many places are tried.</summary>
    private const int MostPlaces = 24;

    /// <summary>The most items of a body.</summary>
    private const int MostPeriod = 6000;

    private const int MostIterations = 65535;

    private readonly LoopShapes shapes = new();

    /// <summary>The same code in loops.</summary>
    public static NpuInstruction[] Roll(IReadOnlyList<NpuInstruction> code)
    {
        var roller = new LoopRoller();
        LoopItem[] flat = [.. code.Select(roller.shapes.Leaf)];
        return LoopWriter.Write(roller.Pass(roller.Pass(flat)).Select(roller.WithinBody));
    }

    /// <summary>Items as they are or in loops, one level more.</summary>
    private LoopItem[] Pass(LoopItem[] all)
    {
        int[] next = NextAlike(all);
        var rolled = new List<LoopItem>();
        for (int i = 0; i < all.Length;)
        {
            (int period, int times) = Best(all, next, i);
            if (times == 0)
            {
                rolled.Add(all[i++]);
                continue;
            }

            rolled.Add(Loop(all, i, period, times));
            i += period * times;
        }

        return [.. rolled];
    }

    /// <summary>The period and the number of times that save the most words from a place on; none if none saves any.</summary>
    private static (int Period, int Times) Best(LoopItem[] all, int[] next, int first)
    {
        (int Period, int Times) best = default;
        long most = 0;
        int place = next[first];
        for (int tried = 0; tried < MostPlaces && place < all.Length && place - first <= MostPeriod; tried++, place = next[place])
        {
            int period = place - first, times = Times(all, first, period, out int words, out int steps);
            long saved = ((times - 1L) * words) - steps - 2;
            if (times > 1 && saved > most)
            {
                (best, most) = ((period, times), saved);
            }
        }

        return best;
    }

    /// <summary>How often a body repeats: 1 if only once.</summary>
    private static int Times(LoopItem[] all, int first, int period, out int words, out int steps)
    {
        (words, steps) = (0, 0);
        if (first + (2 * period) > all.Length)
        {
            return 1;
        }

        for (int i = first; i < first + period; i++)
        {
            if (all[i].Shape != all[i + period].Shape || all[i].Depth >= NpuIsa.LoopLevels)
            {
                return 1;
            }

            words += all[i].Words;
            steps += all[i].StepsTo(all[i + period]);
        }

        int times = 2;
        while (times < MostIterations && first + ((times + 1) * period) <= all.Length && Continues(all, first + ((times - 2) * period), period))
        {
            times++;
        }

        return times;
    }

    /// <summary>Whether a body repeats a third time, and grows as from the first to the second.</summary>
    private static bool Continues(LoopItem[] all, int first, int period)
    {
        for (int i = first; i < first + period; i++)
        {
            if (all[i].Shape != all[i + (2 * period)].Shape || !LoopItem.AreEvenlySpaced(all[i], all[i + period], all[i + (2 * period)]))
            {
                return false;
            }
        }

        return true;
    }

    private LoopItem Loop(LoopItem[] all, int first, int period, int times)
    {
        var body = new LoopItem[period];
        long[] steps = [.. all.Skip(first).Take(period).SelectMany(item => item.Steps)];
        for (int i = 0; i < period; i++)
        {
            body[i] = shapes.Growing(all[first + i], all[first + period + i]);
        }

        return shapes.Loop(body, times, steps);
    }

    /// <summary>An item, with loops in its body if it is a loop that has none.</summary>
    private LoopItem WithinBody(LoopItem item) => item.Depth == 1 ? shapes.Loop(Pass(item.Body), item.Times, item.Steps) : item;

    /// <summary>For each place the next one from which on a few items are alike; the end where there is none.</summary>
    private static int[] NextAlike(LoopItem[] all)
    {
        var next = new int[all.Length];
        var last = new Dictionary<(int, int, int), int>();
        for (int i = all.Length - 1; i >= 0; i--)
        {
            (int, int, int) key = (all[i].Shape, ShapeAt(all, i + 1), ShapeAt(all, i + Alike - 1));
            next[i] = last.TryGetValue(key, out int found) ? found : all.Length;
            last[key] = i;
        }

        return next;
    }

    private static int ShapeAt(LoopItem[] all, int index) => index < all.Length ? all[index].Shape : -1;
}
