using System.Collections.Generic;
using ModelGen.Npu;

namespace ModelGen.Tests.Npu;

/// <summary>Programs without loops.</summary>
internal static class UnrolledProgram
{
    /// <summary>The same program with every iteration of its loops written out.</summary>
    public static NpuProgram Unrolled(this NpuProgram program)
    {
        var code = new List<NpuInstruction>();
        Add(program.Code.ToArray(), code);
        return program with { Code = code.ToArray() };
    }

    private static void Add(NpuInstruction[] from, List<NpuInstruction> code)
    {
        for (int i = 0; i < from.Length; i++)
        {
            if (from[i].Operation is not LoopOperation loop)
            {
                code.Add(from[i]);
                continue;
            }

            int end = EndOf(from, i), first = i + 1;
            while (from[first].Operation is StepOperation)
            {
                first++;
            }

            for (int turn = 0; turn < from[i][loop.Iterations]; turn++)
            {
                NpuInstruction[] body = from[first..end];
                for (int s = i + 1; s < first; s++)
                {
                    ref NpuInstruction stepped = ref body[s + (int)from[s][NpuIsa.Step.At] - first];
                    IReadOnlyList<NpuField> addresses = stepped.Operation!.Addresses;
                    for (int a = 0; a < addresses.Count; a++)
                    {
                        stepped = stepped.With(addresses[a], stepped[addresses[a]] + (turn * from[s][NpuIsa.Step.By[a]]));
                    }
                }

                Add(body, code);
            }

            i = end;
        }
    }

    private static int EndOf(NpuInstruction[] code, int loop)
    {
        int depth = 0;
        for (int i = loop; ; i++)
        {
            depth += code[i].Operation is LoopOperation ? 1 : code[i].Operation is EndOperation ? -1 : 0;
            if (depth == 0)
            {
                return i;
            }
        }
    }
}
