using System.Collections.Generic;

namespace ModelGen.Npu;

/// <summary>What the STEPs of a program whose loops are well-formed do to each of its instructions.</summary>
internal sealed class LoopSteps
{
    private readonly NpuProgram program;
    private readonly int[] outerSteps = [], innerSteps = [];

    public LoopSteps(NpuProgram program)
    {
        this.program = program;
        int depth = 0;
        for (int i = 0; i < program.Code.Count; i++)
        {
            NpuInstruction instruction = program.Code[i];
            switch (instruction.Operation)
            {
                case LoopOperation:
                    depth++;
                    break;
                case EndOperation:
                    depth--;
                    break;
                case StepOperation step:
                    if (outerSteps.Length == 0)
                    {
                        (outerSteps, innerSteps) = (new int[program.Code.Count], new int[program.Code.Count]);
                    }

                    (depth == 1 ? outerSteps : innerSteps)[i + (int)instruction[step.At]] = i;
                    break;
            }
        }
    }

    /// <summary>What is added to an address of an instruction in some iterations of the loops around it.</summary>
    /// <param name="index">The index of the instruction.</param>
    /// <param name="address">The number of the address.</param>
    /// <param name="outer">The iteration of the outer loop, from 0 on.</param>
    /// <param name="inner">The iteration of the inner loop.</param>
    public long Offset(int index, int address, int outer, int inner) =>
        outerSteps.Length == 0 ? 0 : By(outerSteps[index], address, outer) + By(innerSteps[index], address, inner);

    /// <summary>An instruction as it is in some iterations of the loops around it; its addresses are in range.</summary>
    public NpuInstruction At(int index, NpuInstruction instruction, int outer, int inner)
    {
        if (outerSteps.Length == 0 || (outerSteps[index] | innerSteps[index]) == 0)
        {
            return instruction;
        }

        IReadOnlyList<NpuField> addresses = instruction.Operation!.Addresses;
        NpuInstruction stepped = instruction;
        for (int i = 0; i < addresses.Count; i++)
        {
            long offset = Offset(index, i, outer, inner);
            stepped = offset == 0 ? stepped : stepped.With(addresses[i], instruction[addresses[i]] + offset);
        }

        return stepped;
    }

    /// <summary>What a STEP adds in an iteration; nothing where there is none, for the first word of a program is no STEP.</summary>
    private long By(int step, int address, int iteration) => step == 0 ? 0 : iteration * program.Code[step][NpuIsa.Step.By[address]];
}
