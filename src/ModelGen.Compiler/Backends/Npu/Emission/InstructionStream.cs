using System.Collections.Generic;
using ModelGen.Npu;

namespace ModelGen.Compiler.Backends.Npu.Emission;

/// <summary>A program under construction: instructions in an order in which they could run one after the other, with the registers that they read.</summary>
/// <param name="machine">The machine.</param>
internal sealed class InstructionStream(NpuMachine machine)
{
    private readonly List<Draft> drafts = [];
    private readonly List<RegisterSetting>[] pendings = [[], [], [], [], []];
    private readonly List<ByteRange> ranges = [];

    /// <summary>The layer of the instructions that follow.</summary>
    public int Layer { get; set; }

    /// <summary>Gives a register a value for the next instruction of its engine.</summary>
    public void Set(NpuRegister register, long value) => pendings[(int)register.Engine].Add(new RegisterSetting(register.Index, value));

    /// <summary>Notes bytes that the next instruction touches.</summary>
    public void Touch(ByteRange range) => ranges.Add(range);

    /// <summary>Adds an instruction.</summary>
    /// <param name="instruction">The instruction.</param>
    /// <param name="isConstant">Whether it loads a constant.</param>
    public void Add(NpuInstruction instruction, bool isConstant = false)
    {
        List<RegisterSetting> pending = pendings[(int)instruction.Engine];
        drafts.Add(new Draft(instruction, pending.ToArray(), ranges.ToArray(), Layer, isConstant));
        pending.Clear();
        ranges.Clear();
    }

    /// <summary>Lets all cores come to this place before any goes on.</summary>
    public void Fence() => Add(NpuInstruction.Of(NpuIsa.Fence).With(NpuIsa.Fence.Scope, 1));

    /// <summary>The program: loads of constants ahead of what is computed before they are needed, registers set where they change, and semaphores.</summary>
    public NpuInstruction[] Finish()
    {
        var code = new List<NpuInstruction>();
        var synchronizer = new Synchronizer(code);
        var registers = new RegisterFile();
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

            registers.Configure(draft, code);
            code.Add(draft.Instruction);
            synchronizer.Order(draft.Ranges);
        }

        code.Add(NpuInstruction.Of(NpuIsa.Halt));
        return [.. code];
    }
}
