using System.Collections.Generic;
using System.Linq;

namespace ModelGen.Npu;

/// <summary>Loops nest and end, the program halts, and what is counted is counted from 1.</summary>
internal static class StructureRules
{
    /// <summary>Adds the defects; whether there are none.</summary>
    public static bool Find(NpuProgram program, List<string> defects)
    {
        int before = defects.Count;
        var open = new Stack<int>();
        var stepped = new Dictionary<(int Loop, int Instruction), int>();
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
                        int start = open.Pop();
                        defects.AddRange(stepped.Where(s => s.Key.Loop == start && s.Key.Instruction >= i).Select(s => $"{NpuVerifier.Place(s.Value)}STEP names instruction {s.Key.Instruction}, which is not in the body of its LOOP."));
                    }

                    break;
                case StepOperation step:
                    bool isPlaced = i > 0 && program.Code[i - 1].Operation is LoopOperation or StepOperation && open.Count > 0;
                    Require(isPlaced, place + "STEP is not behind a LOOP.");
                    if (isPlaced)
                    {
                        int target = i + (int)instruction[step.At];
                        Require(!stepped.ContainsKey((open.Peek(), target)), place + $"STEP names instruction {target}, which another STEP of the same LOOP names.");
                        stepped[(open.Peek(), target)] = i;
                        if (target < program.Code.Count && Extra(program.Code[target], instruction, step) is { } defect)
                        {
                            defects.Add($"{place}STEP names instruction {target}, {defect}");
                        }
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

        static string? Extra(NpuInstruction target, NpuInstruction instruction, StepOperation step)
        {
            int addresses = target.Operation?.Addresses.Count ?? 0;
            return addresses == 0 ? "which has no addresses."
                : step.By.Skip(addresses).Any(by => instruction[by] != 0) ? $"which has {addresses} addresses, and steps more."
                : null;
        }

        void Require(bool condition, string defect)
        {
            if (!condition)
            {
                defects.Add(defect);
            }
        }
    }
}
