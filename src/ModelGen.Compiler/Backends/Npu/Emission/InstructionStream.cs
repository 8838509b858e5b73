using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Backends.Npu.Emission.Loops;
using ModelGen.Npu;

namespace ModelGen.Compiler.Backends.Npu.Emission;

/// <summary>A program under construction: instructions in an order in which they could run one after the other, with the registers that they read.</summary>
/// <param name="machine">The machine.</param>
internal sealed class InstructionStream(NpuMachine machine)
{
    private readonly List<Draft> drafts = [];
    private readonly List<RegisterSetting>[] pendings = [[], [], [], [], []];
    private readonly RegisterSetting[][] settings = [[], [], [], [], []];
    private readonly NpuRegisters[] registers = [.. Enumerable.Range(0, 5).Select(e => new NpuRegisters((NpuEngine)e))];

    /// <summary>The layer of the instructions that follow.</summary>
    public int Layer { get; set; }

    /// <summary>Gives a register a value for the next instruction of its engine.</summary>
    public void Set(NpuRegister register, long value)
    {
        registers[(int)register.Engine][register] = value;
        pendings[(int)register.Engine].Add(new RegisterSetting(register.Index, value));
    }

    /// <summary>Gives a register the distance of rows or columns, which matters where there are several.</summary>
    public void SetStride(NpuRegister register, long stride, long count)
    {
        if (count > 1)
        {
            Set(register, stride);
        }
    }

    /// <summary>Adds an instruction.</summary>
    /// <param name="instruction">The instruction.</param>
    /// <param name="isConstant">Whether it loads a constant.</param>
    public void Add(NpuInstruction instruction, bool isConstant = false)
    {
        int engine = (int)instruction.Engine;
        List<RegisterSetting> pending = pendings[engine];
        if (!AreSame(pending, settings[engine]))
        {
            settings[engine] = [.. pending];
        }

        drafts.Add(new Draft(instruction, settings[engine], instruction.Operation!.Ranges(instruction, registers[engine]), Layer, isConstant));
        pending.Clear();
    }

    /// <summary>Lets all cores come to this place before any goes on.</summary>
    public void Fence() => Add(NpuInstruction.Of(NpuIsa.Fence).With(NpuIsa.Fence.Scope, 1));

    /// <summary>The program: loads of constants ahead of what is computed before they are needed, registers set where they change, semaphores, and loops.</summary>
    public NpuInstruction[] Finish()
    {
        var code = new List<NpuInstruction>();
        var synchronizer = new Synchronizer(code);
        var file = new RegisterFile();
        int layer = -1;
        foreach (Draft draft in new Prefetcher(machine).Order(drafts))
        {
            if (draft.Layer != layer)
            {
                layer = draft.Layer;
                code.Add(NpuInstruction.Of(NpuIsa.Mark).With(NpuIsa.Mark.Layer, layer));
            }

            if (draft.Instruction.Engine == NpuEngine.Front)
            {
                code.Add(draft.Instruction);
                synchronizer.Fence();
                continue;
            }

            file.Configure(draft, code);
            code.Add(draft.Instruction);
            synchronizer.Order(draft.Ranges);
        }

        code.Add(NpuInstruction.Of(NpuIsa.Halt));
        return LoopRoller.Roll(code);
    }

    private static bool AreSame(List<RegisterSetting> some, RegisterSetting[] others)
    {
        if (some.Count != others.Length)
        {
            return false;
        }

        for (int i = 0; i < others.Length; i++)
        {
            if (some[i] != others[i])
            {
                return false;
            }
        }

        return true;
    }
}
