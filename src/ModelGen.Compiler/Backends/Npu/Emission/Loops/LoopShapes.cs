using System.Collections.Generic;
using System.Linq;
using ModelGen.Npu;

namespace ModelGen.Compiler.Backends.Npu.Emission.Loops;

/// <summary>Makes items of loops, and numbers their shapes.</summary>
internal sealed class LoopShapes
{
    private readonly Dictionary<NpuInstruction, int> instructions = [];
    private readonly Dictionary<EquatableArray<long>, int> others = [];

    /// <summary>An instruction.</summary>
    public LoopItem Leaf(NpuInstruction instruction)
    {
        IReadOnlyList<NpuField> fields = instruction.Operation!.Addresses;
        long[] addresses = new long[fields.Count];
        NpuInstruction shape = instruction;
        for (int i = 0; i < addresses.Length; i++)
        {
            addresses[i] = instruction[fields[i]];
            shape = shape.With(fields[i], 0);
        }

        if (!instructions.TryGetValue(shape, out int number))
        {
            instructions.Add(shape, number = instructions.Count + others.Count);
        }

        return new LoopItem { Shape = number, Addresses = addresses, Instruction = instruction };
    }

    /// <summary>An item in the body of a loop that is yet to be made.</summary>
    /// <param name="item">The item in the first iteration.</param>
    /// <param name="repetition">The item in the second one.</param>
    public LoopItem Growing(LoopItem item, LoopItem repetition)
    {
        long[] steps = [.. repetition.Addresses.Zip(item.Addresses, (to, from) => to - from)];
        return new LoopItem
        {
            Shape = Number([-1, item.Shape, .. steps]),
            Addresses = item.Addresses,
            Steps = steps,
            Instruction = item.Instruction,
            Body = item.Body,
            Times = item.Times,
            Words = item.Words,
            Depth = item.Depth,
        };
    }

    /// <summary>A loop.</summary>
    /// <param name="body">Its items, which have the steps of this loop.</param>
    /// <param name="times">Its iterations.</param>
    /// <param name="steps">What its addresses grow by in the loop around it; empty if there is none yet.</param>
    public LoopItem Loop(LoopItem[] body, int times, long[] steps) => new()
    {
        Shape = Number([-2, times, body.Length, .. body.Select(b => (long)b.Shape), .. steps]),
        Addresses = [.. body.SelectMany(b => b.Addresses)],
        Steps = steps,
        Body = body,
        Times = times,
        Words = 2 + body.Sum(b => b.Words + b.StepCount),
        Depth = 1 + body.Max(b => b.Depth),
    };

    private int Number(long[] shape)
    {
        if (!others.TryGetValue(shape, out int number))
        {
            others.Add(shape, number = instructions.Count + others.Count);
        }

        return number;
    }
}
