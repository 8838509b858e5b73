using System;
using System.Collections.Generic;
using System.Linq;

namespace ModelGen.Npu;

/// <summary>
/// Runs a program on its cores from one event to the next. Each engine executes one instruction after the other; what it computes is there when it ends. Time does not depend on data.
/// </summary>
internal sealed class Simulation
{
    /// <summary>Cycles beyond which a single instruction is refused: work is counted in doubles, which are exact below 2⁵³.</summary>
    private const long MostCycles = 1L << 50;

    private readonly NpuProgram program;
    private readonly NpuMachine machine;
    private readonly bool compute;
    private readonly double workLimit;
    private readonly Sharing sharing;
    private readonly RunChecker? checker;
    private readonly List<EngineState> working = [];
    private bool workingChanged;

    public Simulation(NpuProgram program, NpuMachine machine, NpuMemory? memory, NpuEmulator emulator)
    {
        this.program = program;
        this.machine = machine;
        compute = memory is not null;
        workLimit = emulator.WorkLimit;
        sharing = new Sharing(machine, program.Cores);
        checker = emulator.Checked ? new RunChecker(program, machine) : null;
        Recorder = new RunRecorder(machine, program, emulator.EventLimit);
        Cores = [.. Enumerable.Range(0, program.Cores).Select(i => new CoreState(program, new NpuCore(machine, memory, i, emulator.Vectors), emulator.InstructionLimit))];
    }

    public CoreState[] Cores { get; }

    public RunRecorder Recorder { get; }

    /// <summary>The present cycle.</summary>
    public long Now { get; private set; }

    /// <summary>Lets all happen that happens in the present cycle, and goes on to the next one in which something does; whether there is one.</summary>
    public bool Advance()
    {
        SettleAll(null);
        return Go();
    }

    /// <summary>Lets all happen that happens in the present cycle.</summary>
    /// <param name="begun">Where engines are added that begin an instruction; null if nobody asks.</param>
    public void SettleAll(Queue<EngineState>? begun)
    {
        while (Settle(begun))
        {
        }
    }

    /// <summary>Goes on to the next cycle in which something happens; whether there is one.</summary>
    public bool Go()
    {
        if (Cores.All(c => c.Done(Now)))
        {
            return false;
        }

        if (workingChanged)
        {
            sharing.Divide(working);
            workingChanged = false;
        }

        long next = Next();
        if (next == long.MaxValue)
        {
            throw new NpuProgramException(Cores.First(c => !c.Idle).Stuck());
        }

        Pass(next - Now);
        Now = next;
        return true;
    }

    public NpuRun Finish()
    {
        foreach (EngineState engine in Cores.SelectMany(c => c.Engines))
        {
            foreach (NpuCycles wait in engine.Waits)
            {
                Recorder.Add(engine.Core, engine.Engine, wait.Cause, wait.Detail, wait.Count);
            }
        }

        return Recorder.Finish(Now);
    }

    private bool Settle(Queue<EngineState>? begun)
    {
        bool changed = false;
        foreach (CoreState core in Cores)
        {
            foreach (EngineState engine in core.Engines)
            {
                changed |= Proceed(core, engine);
            }

            changed |= core.Arrive(Now);
        }

        foreach (CoreState core in Cores)
        {
            foreach (EngineState engine in core.Engines)
            {
                if (core.CanBegin(engine))
                {
                    Begin(core, engine);
                    begun?.Enqueue(engine);
                    changed = true;
                }
            }

            if (core.Dispatch(Now, out bool fence))
            {
                changed = true;
                if (fence)
                {
                    checker?.Fence(core.Core.Index, 1);
                }
            }
        }

        return PassCommonFence() || changed;
    }

    private bool PassCommonFence()
    {
        bool any = false;
        foreach (CoreState core in Cores)
        {
            bool waits = core.AtCommonFence(Now);
            if (!waits && !core.Done(Now))
            {
                return false;
            }

            any |= waits;
        }

        if (any)
        {
            checker?.Fence(0, Cores.Length);
        }

        foreach (CoreState core in Cores)
        {
            if (core.AtCommonFence(Now))
            {
                core.Pass(Now);
            }
        }

        return any;
    }

    private void Begin(CoreState core, EngineState engine)
    {
        QueueEntry entry = engine.Queue.Peek();
        NpuInstruction instruction = entry.Instruction;
        NpuOperation operation = instruction.Operation!;
        NpuRegisters registers = core.Core.Registers(engine.Engine);
        core.Work += operation.Work(instruction, registers);
        if (core.Work > workLimit)
        {
            throw new NpuProgramException($"{NpuVerifier.Place(entry.Index)}The program has more than {MemberText.Number(workLimit)} products, elements and bytes to work on; raise the limit if it is meant to.");
        }

        engine.Accesses.Clear();
        operation.Accesses(instruction, registers, new NpuPoint(core.Core.Index), engine.Accesses);
        bool hides = operation is PreloadOperation && instruction.Wait == 0;
        long ahead = hides ? Math.Max(0, core.Products.Ended - Math.Max(core.Products.Began, entry.Dispatched)) : 0;
        NpuCost cost = operation.Cost(instruction, registers, machine, engine.Accesses, ahead);
        if (cost.Work is < 0 or > MostCycles || cost.Fixed is < 0 or > MostCycles)
        {
            throw new NpuProgramException($"{NpuVerifier.Place(entry.Index)}{operation.Mnemonic} takes more than {MemberText.Number(MostCycles)} cycles.");
        }

        SemaphoreStep.Begin(instruction, core.Semaphores);
        int releasedBy = engine.LastWait is { Cause: NpuCause.Semaphore } wait && (instruction.Wait >> wait.Detail & 1) != 0 ? core.Signallers[wait.Detail] : -1;
        engine.Begin(instruction, cost, Now, releasedBy);
        sharing.Demand(engine);
        checker?.Begin(engine);
        if (CoreState.IsTransfer(instruction))
        {
            core.LastTransfer = engine.Engine;
        }
    }

    /// <summary>Takes an engine from phase to phase in the present cycle; whether it went.</summary>
    private bool Proceed(CoreState core, EngineState engine)
    {
        EnginePhase before = engine.Phase;
        if (engine.Phase == EnginePhase.Before && engine.Until <= Now)
        {
            engine.BeginWork(Now);
            if (engine.Cost.Work > 0)
            {
                engine.Until = long.MaxValue;
                working.Add(engine);
                workingChanged = true;
            }
            else
            {
                engine.EndWork(Now);
            }
        }

        if (engine.Phase == EnginePhase.Work && engine.Until <= Now)
        {
            engine.EndWork(Now);
            working.Remove(engine);
            workingChanged = true;
        }

        if (engine.Phase == EnginePhase.Tail && engine.Until <= Now)
        {
            engine.Phase = EnginePhase.Signal;
            if (compute)
            {
                Execute(core, engine);
            }
        }

        if (engine.Phase == EnginePhase.Signal)
        {
            int full = SemaphoreStep.FirstFull(engine.Instruction, core.Semaphores);
            if (full >= 0)
            {
                engine.FullSemaphore = full;
            }
            else
            {
                End(core, engine);
            }
        }

        return engine.Phase != before;
    }

    private void Execute(CoreState core, EngineState engine)
    {
        try
        {
            Execution.Run(core.Core, engine.Instruction, new NpuPoint(core.Core.Index));
        }
        catch (NpuProgramException e)
        {
            throw new NpuProgramException(NpuVerifier.Place(engine.Entry.Index) + e.Message);
        }
    }

    private void End(CoreState core, EngineState engine)
    {
        NpuInstruction instruction = engine.Instruction;
        if (!compute && instruction.Operation is ConfigureOperation)
        {
            core.Core.Registers(engine.Engine).Configure(instruction);
        }

        if (engine.Engine == NpuEngine.Matrix)
        {
            core.Products = instruction.Operation switch
            {
                MultiplyOperation => (core.Products.Ended > 0 ? core.Products.Began : engine.Began, Now),
                ConfigureOperation when instruction.Wait == 0 => core.Products,
                _ => default,
            };
        }

        for (int mask = instruction.Signal, i = 0; mask != 0; mask >>= 1, i++)
        {
            if ((mask & 1) != 0)
            {
                core.Signallers[i] = Recorder.Next;
            }
        }

        SemaphoreStep.End(instruction, core.Semaphores);
        checker?.End(engine);
        Recorder.Add(engine, Now);
        engine.Phase = EnginePhase.Idle;
    }

    /// <summary>The next cycle in which something ends; the greatest number if nothing goes on.</summary>
    private long Next()
    {
        long next = long.MaxValue;
        foreach (CoreState core in Cores)
        {
            if (core.FrontUntil > Now)
            {
                next = Math.Min(next, core.FrontUntil);
            }

            foreach (EngineState engine in core.Engines)
            {
                switch (engine.Phase)
                {
                    case EnginePhase.Before or EnginePhase.Tail:
                        next = Math.Min(next, engine.Until);
                        break;
                    case EnginePhase.Work:
                        engine.Until = engine.WorkEnd(Now);
                        next = Math.Min(next, engine.Until);
                        break;
                }
            }
        }

        return next;
    }

    private void Pass(long cycles)
    {
        foreach (CoreState core in Cores)
        {
            (NpuCause cause, int detail) = core.FrontCause(Now);
            Recorder.Add(core.Core.Index, NpuEngine.Front, cause, detail, cycles);
            foreach (EngineState engine in core.Engines)
            {
                if (engine.Phase == EnginePhase.Idle)
                {
                    (cause, detail) = core.IdleCause(engine, Now);
                    engine.Wait(cause, detail, cycles);
                }
                else if (engine.Phase == EnginePhase.Work)
                {
                    engine.Work(cycles);
                }
            }
        }
    }
}
