using System;
using System.Collections.Generic;
using ModelGen.Npu;

namespace ModelGen.Compiler.Tests.Backends.Npu;

/// <summary>Which layers of a program are computed in stripes by turns.</summary>
internal static class NpuCascades
{
    /// <summary>Runs of layers of which the program computes more after it has computed a part of a later one.</summary>
    public static IReadOnlyList<(int First, int Last)> Of(NpuProgram program)
    {
        var runs = new List<(int First, int Last)>();
        int layer = 0, latest = 0;
        foreach (NpuInstruction instruction in program.Code)
        {
            if (instruction.Operation == NpuIsa.Mark)
            {
                layer = (int)instruction[NpuIsa.Mark.Layer];
            }
            else if (instruction.Engine is NpuEngine.Matrix or NpuEngine.Vector && instruction.Operation != NpuIsa.Configure)
            {
                if (layer < latest)
                {
                    Add(layer, latest);
                }

                latest = Math.Max(latest, layer);
            }
        }

        return runs;

        void Add(int first, int last)
        {
            if (runs.Count > 0 && runs[^1].Last >= first)
            {
                (first, last) = (Math.Min(first, runs[^1].First), Math.Max(last, runs[^1].Last));
                runs.RemoveAt(runs.Count - 1);
            }

            runs.Add((first, last));
        }
    }
}
