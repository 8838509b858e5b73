using System;
using System.Collections.Generic;

namespace ModelGen.Npu;

/// <summary>Runs a program step by step, or from breakpoint to breakpoint, and shows memories, registers and semaphores where it has stopped.</summary>
public sealed class NpuDebugger
{
    private readonly NpuMachine machine;
    private readonly NpuMemory memory;
    private readonly Simulation simulation;
    private readonly Queue<EngineState> begun = new();
    private bool started, ended;

    /// <summary>A debugger that has stopped before the first instruction.</summary>
    /// <param name="machine">A valid machine.</param>
    /// <param name="program">A program.</param>
    /// <param name="memory">External memory with the inputs; it is changed.</param>
    /// <param name="check">Whether accesses are checked, as by <see cref="NpuEmulator.Checked"/>.</param>
    /// <exception cref="ArgumentException">The machine is not valid.</exception>
    /// <exception cref="NpuProgramException">The program is not valid.</exception>
    public NpuDebugger(NpuMachine machine, NpuProgram program, NpuMemory memory, bool check = false)
    {
        this.machine = machine;
        this.memory = memory;
        simulation = new NpuEmulator(machine) { Checked = check }.Start(program, memory);
    }

    /// <summary>The breakpoints.</summary>
    public IList<NpuBreakpoint> Breakpoints { get; } = [];

    /// <summary>The present cycle.</summary>
    public long Cycle => simulation.Now;

    /// <summary>How the program has run; null before its end.</summary>
    public NpuRun? Run { get; private set; }

    /// <summary>Goes on until the next instruction begins, on any engine.</summary>
    /// <returns>Where it has stopped; null at the end.</returns>
    /// <exception cref="NpuProgramException">The program goes wrong.</exception>
    public NpuBreak? Step() => Next() is { } engine ? Stop(engine, null) : null;

    /// <summary>Goes on until an instruction begins that a breakpoint matches.</summary>
    /// <returns>Where it has stopped; null at the end.</returns>
    /// <exception cref="NpuProgramException">The program goes wrong.</exception>
    public NpuBreak? Continue()
    {
        while (Next() is { } engine)
        {
            foreach (NpuBreakpoint breakpoint in Breakpoints)
            {
                if (breakpoint.Matches(engine))
                {
                    return Stop(engine, breakpoint);
                }
            }
        }

        return null;
    }

    /// <summary>The value of a register.</summary>
    /// <param name="core">The core.</param>
    /// <param name="register">The register, which has its engine.</param>
    public long Register(int core, NpuRegister register) => CoreOf(core).Core.Registers(register.Engine)[register];

    /// <summary>The value of a semaphore.</summary>
    /// <param name="core">The core.</param>
    /// <param name="index">The number of the semaphore.</param>
    public int Semaphore(int core, int index) => CoreOf(core).Semaphores[index];

    /// <summary>The instructions that wait in the queue of an engine, by their indices; the one that it executes is first.</summary>
    /// <param name="core">The core.</param>
    /// <param name="engine">An engine other than the front end.</param>
    public IReadOnlyList<int> Queue(int core, NpuEngine engine)
    {
        EngineState state = engine is >= NpuEngine.Load and <= NpuEngine.Vector
            ? CoreOf(core).EngineOf(engine)
            : throw new ArgumentOutOfRangeException(nameof(engine), engine, "The front end has no queue.");
        var waiting = new List<int>();
        if (state.Phase != EnginePhase.Idle)
        {
            waiting.Add(state.Entry.Index);
        }

        foreach (QueueEntry entry in state.Queue)
        {
            waiting.Add(entry.Index);
        }

        return waiting;
    }

    /// <summary>Bytes, as numbers.</summary>
    /// <param name="core">The core.</param>
    /// <param name="space">A memory on chip other than the accumulators.</param>
    /// <param name="address">The address of the first number.</param>
    /// <param name="rows">Rows.</param>
    /// <param name="rowStride">Bytes from a row to the next.</param>
    /// <param name="columns">Columns.</param>
    /// <param name="columnStride">Bytes from a column to the next.</param>
    /// <param name="channels">Channels, a byte each.</param>
    /// <param name="unsigned">Whether they are u8.</param>
    /// <exception cref="ArgumentOutOfRangeException">The numbers reach beyond the memory.</exception>
    public NpuTile Bytes(int core, NpuSpace space, long address, int rows, long rowStride, int columns, long columnStride, int channels, bool unsigned = false)
    {
        NpuCore of = CoreOf(core).Core;
        byte[] bytes = space is NpuSpace.Accumulator or NpuSpace.External
            ? throw new ArgumentOutOfRangeException(nameof(space), space, "Accumulators are no bytes, and external memory belongs to no core; call Accumulators, or read the region.")
            : of.Bytes(space);
        return Tile(address, rows, rowStride, columns, columnStride, channels, 1, bytes.Length, i => NpuCore.Value(bytes[i], unsigned));
    }

    /// <summary>Accumulators.</summary>
    /// <param name="core">The core.</param>
    /// <param name="address">The address of the first one, a multiple of 4.</param>
    /// <param name="rows">Rows.</param>
    /// <param name="rowStride">Bytes from a row to the next.</param>
    /// <param name="columns">Columns.</param>
    /// <param name="columnStride">Bytes from a column to the next.</param>
    /// <param name="channels">Channels, 4 bytes each.</param>
    /// <exception cref="ArgumentOutOfRangeException">The accumulators reach beyond the memory, or an address is no multiple of 4.</exception>
    public NpuTile Accumulators(int core, long address, int rows, long rowStride, int columns, long columnStride, int channels)
    {
        if (((address | rowStride | columnStride) & 3) != 0)
        {
            throw new ArgumentOutOfRangeException(nameof(address), $"{address} with {rowStride} bytes a row and {columnStride} a column is not a multiple of 4 each.");
        }

        NpuCore of = CoreOf(core).Core;
        return Tile(address, rows, rowStride, columns, columnStride, channels, 4, machine.AccumulatorBytes, i => of.Accumulators[i / 4]);
    }

    /// <summary>A copy of a region of external memory.</summary>
    /// <param name="region">The name of the region.</param>
    /// <exception cref="ArgumentException">There is no such region.</exception>
    public byte[] Region(string region) => memory.Read(region);

    private EngineState? Next()
    {
        while (begun.Count == 0 && !ended)
        {
            if (started && !simulation.Go())
            {
                ended = true;
                Run = simulation.Finish();
                break;
            }

            started = true;
            simulation.SettleAll(begun);
        }

        return begun.Count > 0 ? begun.Dequeue() : null;
    }

    private NpuBreak Stop(EngineState engine, NpuBreakpoint? breakpoint) =>
        new(simulation.Now, engine.Core, engine.Engine, engine.Entry.Index, engine.Entry.Layer, breakpoint);

    private CoreState CoreOf(int core) =>
        core >= 0 && core < simulation.Cores.Length
            ? simulation.Cores[core]
            : throw new ArgumentOutOfRangeException(nameof(core), core, $"The program runs on cores 0 to {simulation.Cores.Length - 1}.");

    private static NpuTile Tile(long address, int rows, long rowStride, int columns, long columnStride, int channels, int unit, long size, Func<long, int> value)
    {
        if (rows < 1 || columns < 1 || channels < 1)
        {
            throw new ArgumentOutOfRangeException(nameof(rows), $"{rows} rows by {columns} columns of {channels} channels are none; each is at least 1.");
        }

        var access = new NpuAccess("tile", NpuSpace.Scratchpad, 0, false, address, rows, rowStride, columns, columnStride, (long)channels * unit);
        if (access.Low < 0 || access.High > size)
        {
            throw new ArgumentOutOfRangeException(nameof(address), $"The numbers reach from {access.Low} to {access.High - 1}, but the memory has addresses 0 to {size - 1}.");
        }

        int[] values = new int[rows * columns * channels];
        int place = 0;
        foreach (long run in access.Runs())
        {
            for (int i = 0; i < channels; i++)
            {
                values[place++] = value(run + (i * unit));
            }
        }

        return new NpuTile(rows, columns, channels, values);
    }
}
