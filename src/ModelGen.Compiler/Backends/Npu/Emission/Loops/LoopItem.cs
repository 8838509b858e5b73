using ModelGen.Npu;

namespace ModelGen.Compiler.Backends.Npu.Emission.Loops;

/// <summary>An instruction, or a loop of items, as <see cref="LoopRoller"/> compares it. <see cref="LoopShapes"/> makes them.</summary>
internal sealed class LoopItem
{
    /// <summary>Everything but the addresses, steps of the loop around it included; equal if and only if that is the same.</summary>
    public required int Shape { get; init; }

    /// <summary>The addresses of all instructions in it, in the first iterations of its loops.</summary>
    public required long[] Addresses { get; init; }

    /// <summary>What each address grows by in each iteration of the loop around it; empty as long as there is none.</summary>
    public long[] Steps { get; init; } = [];

    /// <summary>The instruction, of an item that is no loop.</summary>
    public NpuInstruction Instruction { get; init; }

    /// <summary>The items in a loop.</summary>
    public LoopItem[] Body { get; init; } = [];

    /// <summary>Iterations of a loop.</summary>
    public int Times { get; init; }

    /// <summary>Its words in a program.</summary>
    public int Words { get; init; } = 1;

    /// <summary>How deep loops nest in it.</summary>
    public int Depth { get; init; }

    /// <summary>Whether it is a loop.</summary>
    public bool IsLoop => Times > 0;

    /// <summary>How many STEPs let its addresses grow as far as those of another item of its shape.</summary>
    public int StepsTo(LoopItem other)
    {
        int at = 0;
        return StepsTo(other.Addresses, Addresses, ref at);
    }

    /// <summary>Whether all addresses grow from the second item to the third as from the first to the second. They have one shape.</summary>
    public static bool AreEvenlySpaced(LoopItem first, LoopItem second, LoopItem third)
    {
        long[] a = first.Addresses, b = second.Addresses, c = third.Addresses;
        for (int i = 0; i < a.Length; i++)
        {
            if (b[i] - a[i] != c[i] - b[i])
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>How many STEPs it takes in the loop around it.</summary>
    public int StepCount
    {
        get
        {
            int at = 0;
            return Steps.Length == 0 ? 0 : StepsTo(Steps, new long[Steps.Length], ref at);
        }
    }

    private int StepsTo(long[] to, long[] from, ref int at)
    {
        int steps = 0;
        if (IsLoop)
        {
            foreach (LoopItem item in Body)
            {
                steps += item.StepsTo(to, from, ref at);
            }
        }
        else
        {
            for (int end = at + Addresses.Length; at < end; at++)
            {
                steps |= to[at] == from[at] ? 0 : 1;
            }
        }

        return steps;
    }
}
