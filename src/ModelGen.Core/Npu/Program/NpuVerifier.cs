using System.Collections.Generic;
using System.Linq;

namespace ModelGen.Npu;

/// <summary>Finds what is wrong with a program before it runs.</summary>
public static class NpuVerifier
{
    /// <summary>What is wrong with the program on the machine, each with its place, values and what is allowed; none if it is valid.</summary>
    /// <param name="program">Any program.</param>
    /// <param name="machine">A valid machine.</param>
    public static IReadOnlyList<string> Verify(NpuProgram program, NpuMachine machine)
    {
        var defects = new List<string>();
        if (program.MachineHash != machine.Hash)
        {
            defects.Add($"The program is for machine 0x{program.MachineHash:x16}, but machine '{machine.Name}' is 0x{machine.Hash:x16}; make it anew.");
        }

        if (program.Cores < 1 || program.Cores > machine.Cores)
        {
            defects.Add($"The program runs on {program.Cores} cores, but machine '{machine.Name}' has {machine.Cores}.");
        }

        defects.AddRange(MemoryRules.Find(program, machine));
        bool wellFormed = true;
        for (int i = 0; i < program.Code.Count; i++)
        {
            foreach (string defect in program.Code[i].Defects())
            {
                defects.Add(Place(i) + defect);
                wellFormed = false;
            }
        }

        if (wellFormed && StructureRules.Find(program, defects))
        {
            defects.AddRange(SemaphoreRules.Find(program));
            if (defects.Count == 0)
            {
                new AddressWalk(program, machine, defects).Run();
            }
        }

        return defects;
    }

    /// <summary>Refuses a program that is not valid on the machine.</summary>
    /// <exception cref="NpuProgramException">It is not; the message lists what <see cref="Verify"/> finds.</exception>
    public static void RequireValid(NpuProgram program, NpuMachine machine)
    {
        const int Most = 10;
        IReadOnlyList<string> defects = Verify(program, machine);
        if (defects.Count > 0)
        {
            string more = defects.Count > Most ? $"\nand {defects.Count - Most} more" : "";
            throw new NpuProgramException("The program is not valid:\n" + string.Join("\n", defects.Take(Most)) + more);
        }
    }

    internal static string Place(int instruction) => $"Instruction {MemberText.Number(instruction)}: ";
}
