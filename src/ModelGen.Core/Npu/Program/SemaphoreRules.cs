using System.Collections.Generic;

namespace ModelGen.Npu;

/// <summary>What is waited for is signalled, and what is signalled fits.</summary>
internal static class SemaphoreRules
{
    /// <summary>The defects of a program whose loops are well-formed.</summary>
    public static IEnumerable<string> Find(NpuProgram program)
    {
        var waits = new long[NpuIsa.Semaphores];
        var signals = new long[NpuIsa.Semaphores];
        var first = new int[NpuIsa.Semaphores];
        var times = new Stack<long>();
        long executions = 1;
        for (int i = 0; i < program.Code.Count; i++)
        {
            NpuInstruction instruction = program.Code[i];
            if (instruction.Operation is LoopOperation loop)
            {
                times.Push(executions);
                executions *= instruction[loop.Iterations];
            }
            else if (instruction.Operation is EndOperation)
            {
                executions = times.Pop();
            }

            for (int s = 0; s < NpuIsa.Semaphores; s++)
            {
                if ((instruction.Wait >> s & 1) != 0)
                {
                    first[s] = waits[s] == 0 ? i : first[s];
                    waits[s] += executions * (instruction.Operation is WaitOperation wait ? instruction[wait.Amount] : 1);
                }

                if ((instruction.Signal >> s & 1) != 0)
                {
                    signals[s] += executions * (instruction.Operation is SignalOperation signal ? instruction[signal.Amount] : 1);
                }
            }
        }

        for (int s = 0; s < NpuIsa.Semaphores; s++)
        {
            if (waits[s] > signals[s])
            {
                yield return $"{NpuVerifier.Place(first[s])}Semaphore {program.NameOfSemaphore(s)} is waited for {waits[s]} times from here on, but signalled {signals[s]} times.";
            }
            else if (signals[s] - waits[s] > NpuIsa.SemaphoreMost)
            {
                yield return $"Semaphore {program.NameOfSemaphore(s)} is signalled {signals[s]} times and waited for {waits[s]} times, but it counts to {NpuIsa.SemaphoreMost}.";
            }
        }
    }
}
