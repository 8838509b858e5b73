using System.Collections.Generic;

namespace ModelGen.Npu;

/// <summary>Loops nest and end, the program halts, and what is counted is counted from 1.</summary>
internal static class StructureRules
{
    /// <summary>Adds the defects; whether there are none.</summary>
    public static bool Find(NpuProgram program, List<string> defects)
    {
        int before = defects.Count;
        var open = new Stack<int>();
        for (int i = 0; i < program.Code.Count; i++)
        {
            NpuInstruction instruction = program.Code[i];
            string place = NpuVerifier.Place(i);
            switch (instruction.Operation)
            {
                case LoopOperation loop:
                    open.Push(i);
                    Require(instruction[loop.Iterations] > 0, place + "LOOP has 0 iterations, but it has at least 1.");
                    Require(open.Count <= NpuIsa.LoopLevels, place + $"LOOP is within {open.Count - 1} others, but loops nest {NpuIsa.LoopLevels} deep.");
                    break;
                case EndOperation:
                    Require(open.Count > 0, place + "END ends no loop.");
                    if (open.Count > 0)
                    {
                        open.Pop();
                    }

                    break;
                case WaitOperation wait:
                    Require(instruction[wait.Amount] > 0, place + "WAIT waits for a count of 0, but it is at least 1.");
                    break;
                case SignalOperation signal:
                    Require(instruction[signal.Amount] > 0, place + "SIG signals a count of 0, but it is at least 1.");
                    break;
                case MarkOperation mark:
                    Require(instruction[mark.Layer] < program.Layers.Count, place + $"MARK names layer {instruction[mark.Layer]}, but the program has {program.Layers.Count} layers.");
                    break;
                case HaltOperation:
                    Require(i == program.Code.Count - 1, place + "HALT is not the last instruction.");
                    break;
            }
        }

        foreach (int start in open)
        {
            defects.Add(NpuVerifier.Place(start) + "LOOP has no END.");
        }

        if (program.Code.Count == 0 || program.Code[program.Code.Count - 1].Operation is not HaltOperation)
        {
            defects.Add(NpuVerifier.Place(program.Code.Count) + "The program has no HALT at its end.");
        }

        return defects.Count == before;

        void Require(bool condition, string defect)
        {
            if (!condition)
            {
                defects.Add(defect);
            }
        }
    }
}
