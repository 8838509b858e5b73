using System.Collections.Generic;
using ModelGen.Npu;

namespace ModelGen.Compiler.Backends.Npu.Emission.Loops;

/// <summary>Writes items as instructions: LOOP, the STEPs of its body, the body, END.</summary>
internal sealed class LoopWriter
{
    private readonly List<NpuInstruction> code = [];

    /// <summary>For each instruction of the items its place in the code and the number of its addresses.</summary>
    private readonly List<(int Place, int Addresses)> leaves = [];

    public static NpuInstruction[] Write(IEnumerable<LoopItem> items)
    {
        var writer = new LoopWriter();
        foreach (LoopItem item in items)
        {
            writer.Add(item);
        }

        return [.. writer.code];
    }

    private void Add(LoopItem item)
    {
        if (!item.IsLoop)
        {
            leaves.Add((code.Count, item.Addresses.Length));
            code.Add(item.Instruction);
            return;
        }

        var body = new LoopWriter();
        var steps = new List<long>();
        foreach (LoopItem part in item.Body)
        {
            body.Add(part);
            steps.AddRange(part.Steps);
        }

        code.Add(NpuInstruction.Of(NpuIsa.Loop).With(NpuIsa.Loop.Iterations, item.Times));
        List<(int Place, NpuInstruction Step)> stepped = body.Steps(steps);
        for (int i = 0; i < stepped.Count; i++)
        {
            code.Add(stepped[i].Step.With(NpuIsa.Step.At, stepped.Count - i + stepped[i].Place));
        }

        foreach ((int place, int addresses) in body.leaves)
        {
            leaves.Add((code.Count + place, addresses));
        }

        code.AddRange(body.code);
        code.Add(NpuInstruction.Of(NpuIsa.End));
    }

    /// <summary>The STEPs of a loop around this code, each with the place of its instruction in the code.</summary>
    /// <param name="by">What each address grows by.</param>
    private List<(int Place, NpuInstruction Step)> Steps(List<long> by)
    {
        var steps = new List<(int, NpuInstruction)>();
        int at = 0;
        foreach ((int place, int addresses) in leaves)
        {
            NpuInstruction none = NpuInstruction.Of(NpuIsa.Step), step = none;
            for (int i = 0; i < addresses; i++)
            {
                step = step.With(NpuIsa.Step.By[i], by[at++]);
            }

            if (step != none)
            {
                steps.Add((place, step));
            }
        }

        return steps;
    }
}
