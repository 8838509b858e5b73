using System;
using System.Linq;

namespace ModelGen.Npu;

/// <summary>
/// Executes programs on memory images, bit for bit, without regard to time. Engines are interleaved in any order that queues and semaphores allow: a
/// program without races has one result.
/// </summary>
/// <remarks>It is in the core library because the compiler's tests, the command-line tool and the runtime all run programs; a faster inner loop comes from outside.</remarks>
public sealed class NpuEmulator
{
    private readonly NpuMachine machine;
    private readonly IMacKernel mac;

    /// <summary>An emulator of a machine.</summary>
    /// <param name="machine">A valid machine.</param>
    /// <param name="mac">The inner loop of the array; null for a plain one.</param>
    /// <exception cref="ArgumentException">The machine is not valid.</exception>
    public NpuEmulator(NpuMachine machine, IMacKernel? mac = null)
    {
        if (machine.Defects().FirstOrDefault() is { } defect)
        {
            throw new ArgumentException($"Machine '{machine.Name}' is not valid: {defect}", nameof(machine));
        }

        this.machine = machine;
        this.mac = mac ?? PlainMacKernel.Instance;
    }

    /// <summary>Instructions that a run executes before it is given up, on each core.</summary>
    public long InstructionLimit { get; init; } = 1_000_000_000;

    /// <summary>Products, elements and bytes that a run works on before it is given up, on each core.</summary>
    public double WorkLimit { get; init; } = 1e14;

    /// <summary>Runs a program to its end.</summary>
    /// <param name="program">A program.</param>
    /// <param name="memory">External memory with the inputs; it is changed.</param>
    /// <exception cref="NpuProgramException">
    /// The program is not valid, has parameters out of range, gets stuck at its semaphores, or exceeds a limit.
    /// </exception>
    public void Run(NpuProgram program, NpuMemory memory)
    {
        NpuVerifier.RequireValid(program, machine);
        CoreRun[] cores = [.. Enumerable.Range(0, program.Cores).Select(i => new CoreRun(program, new NpuCore(machine, memory, i, mac), InstructionLimit, WorkLimit))];
        while (cores.Any(c => !c.Done))
        {
            foreach (CoreRun core in cores)
            {
                core.RunToFence();
            }

            foreach (CoreRun core in cores)
            {
                core.PassFence();
            }
        }
    }
}
