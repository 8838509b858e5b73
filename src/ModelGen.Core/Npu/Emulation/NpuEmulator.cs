using System;
using System.Linq;

namespace ModelGen.Npu;

/// <summary>
/// Executes programs on memory images, bit for bit, and counts cycles, with the cause of each, traffic and energy. See docs/npu-timing.md.
/// </summary>
/// <remarks>It is in the core library because the compiler's tests, the command-line tool and the runtime all run programs. Products are made on vectors where the processor has them.</remarks>
public sealed class NpuEmulator
{
    private readonly NpuMachine machine;

    /// <summary>An emulator of a machine.</summary>
    /// <param name="machine">A valid machine.</param>
    /// <exception cref="ArgumentException">The machine is not valid.</exception>
    public NpuEmulator(NpuMachine machine)
    {
        if (machine.Defects().FirstOrDefault() is { } defect)
        {
            throw new ArgumentException($"Machine '{machine.Name}' is not valid: {defect}", nameof(machine));
        }

        this.machine = machine;
    }

    /// <summary>Instructions that a run executes before it is given up, on each core.</summary>
    public long InstructionLimit { get; init; } = 1_000_000_000;

    /// <summary>Products, elements and bytes that a run works on before it is given up, on each core.</summary>
    public double WorkLimit { get; init; } = 1e14;

    /// <summary>The most events that a run records; of a run with more, and where it is 0, there are totals alone.</summary>
    public long EventLimit { get; init; } = 10_000_000;

    /// <summary>
    /// Whether a run stops at accesses that no queue, semaphore or FENCE orders, at reads of what was never written, and at instructions that overwrite what they have yet to read.
    /// </summary>
    public bool Checked { get; init; }

    /// <summary>Runs a program to its end.</summary>
    /// <param name="program">A program.</param>
    /// <param name="memory">External memory with the inputs; it is changed.</param>
    /// <returns>Cycles, traffic and energy.</returns>
    /// <exception cref="NpuProgramException">
    /// The program is not valid, has parameters out of range, gets stuck at its semaphores, exceeds a limit, or fails a check.
    /// </exception>
    public NpuRun Run(NpuProgram program, NpuMemory memory) => ToEnd(Start(program, memory));

    /// <summary>The time of a program, which its data have no influence on, without its results.</summary>
    /// <param name="program">A program.</param>
    /// <returns>The same as <see cref="Run"/>.</returns>
    /// <exception cref="NpuProgramException">The program is not valid, gets stuck at its semaphores, exceeds a limit, or fails a check.</exception>
    public NpuRun Time(NpuProgram program) => ToEnd(Start(program, null));

    /// <summary>Whether what vectors can do is done on them. Results are the same.</summary>
    internal bool Vectors { get; init; } = true;

    internal Simulation Start(NpuProgram program, NpuMemory? memory)
    {
        NpuVerifier.RequireValid(program, machine);
        return new Simulation(program, machine, memory, this);
    }

    private static NpuRun ToEnd(Simulation simulation)
    {
        while (simulation.Advance())
        {
        }

        return simulation.Finish();
    }
}
