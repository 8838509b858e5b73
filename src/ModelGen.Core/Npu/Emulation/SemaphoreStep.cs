namespace ModelGen.Npu;

/// <summary>What instructions do to semaphores.</summary>
internal static class SemaphoreStep
{
    /// <summary>Whether the semaphores that are waited for are high enough.</summary>
    public static bool CanBegin(NpuInstruction instruction, int[] semaphores) => FirstLow(instruction, semaphores) < 0;

    /// <summary>Whether the semaphores that are signalled have room, those counted that the instruction itself takes when it begins.</summary>
    public static bool CanEnd(NpuInstruction instruction, int[] semaphores) => FirstFull(instruction, semaphores, begun: false) < 0;

    /// <summary>The first semaphore that is too low; −1 if there is none.</summary>
    public static int FirstLow(NpuInstruction instruction, int[] semaphores)
    {
        for (int mask = instruction.Wait, i = 0; mask != 0; mask >>= 1, i++)
        {
            if ((mask & 1) != 0 && semaphores[i] < Taken(instruction))
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>The first semaphore without room; −1 if there is none.</summary>
    public static int FirstFull(NpuInstruction instruction, int[] semaphores, bool begun)
    {
        for (int mask = instruction.Signal, i = 0; mask != 0; mask >>= 1, i++)
        {
            int taken = !begun && (instruction.Wait >> i & 1) != 0 ? Taken(instruction) : 0;
            if ((mask & 1) != 0 && semaphores[i] - taken + Added(instruction) > NpuIsa.SemaphoreMost)
            {
                return i;
            }
        }

        return -1;
    }

    public static void Begin(NpuInstruction instruction, int[] semaphores)
    {
        for (int mask = instruction.Wait, i = 0; mask != 0; mask >>= 1, i++)
        {
            semaphores[i] -= (mask & 1) * Taken(instruction);
        }
    }

    public static void End(NpuInstruction instruction, int[] semaphores)
    {
        for (int mask = instruction.Signal, i = 0; mask != 0; mask >>= 1, i++)
        {
            semaphores[i] += (mask & 1) * Added(instruction);
        }
    }

    public static string Blocking(NpuInstruction instruction, int[] semaphores, NpuProgram program)
    {
        int low = FirstLow(instruction, semaphores);
        return low >= 0
            ? $"semaphore {program.NameOfSemaphore(low)}, which is {semaphores[low]}"
            : $"room in semaphore {program.NameOfSemaphore(FirstFull(instruction, semaphores, begun: false))}";
    }

    private static int Taken(NpuInstruction instruction) => instruction.Operation is WaitOperation wait ? (int)instruction[wait.Amount] : 1;

    private static int Added(NpuInstruction instruction) => instruction.Operation is SignalOperation signal ? (int)instruction[signal.Amount] : 1;
}
