namespace ModelGen.Npu;

/// <summary>What instructions do to semaphores.</summary>
internal static class SemaphoreStep
{
    /// <summary>Whether the semaphores that are waited for are high enough.</summary>
    public static bool CanBegin(NpuInstruction instruction, int[] semaphores) => FirstLow(instruction, semaphores) < 0;

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

    /// <summary>The first semaphore without room for the signals of an instruction that has begun; −1 if there is none.</summary>
    public static int FirstFull(NpuInstruction instruction, int[] semaphores)
    {
        for (int mask = instruction.Signal, i = 0; mask != 0; mask >>= 1, i++)
        {
            if ((mask & 1) != 0 && semaphores[i] + Added(instruction) > NpuIsa.SemaphoreMost)
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

    /// <summary>What an instruction takes from each semaphore for which it waits.</summary>
    public static int Taken(NpuInstruction instruction) => instruction.Operation is WaitOperation wait ? (int)instruction[wait.Amount] : 1;

    /// <summary>What an instruction adds to each semaphore that it signals.</summary>
    public static int Added(NpuInstruction instruction) => instruction.Operation is SignalOperation signal ? (int)instruction[signal.Amount] : 1;
}
