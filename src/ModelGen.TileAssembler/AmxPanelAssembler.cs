using System.Linq;
using Iced.Intel;
using static Iced.Intel.AssemblerRegisters;

namespace ModelGen.TileAssembler;

/// <summary>
/// Assembles a panel for AMX: <c>rdi</c> has the address of an <c>AmxPanel</c>. The sums of one or two groups of pixels for one or two
/// blocks of channels stay in tile registers over the whole window. The registers are configured already.
/// </summary>
/// <remarks>
/// A step loads a tile of activations for each group and one of weights for each block; with two of both, four products of tiles hide four
/// loads, and weights may come from the second cache.
/// </remarks>
internal sealed class AmxPanelAssembler(Assembler c, int groups, int blocks)
{
    // AmxPanel.
    private const int PixelStrideAt = 16, WeightsAt = 24, BlockStrideAt = 32, SumsAt = 40, SumStrideAt = 48, GroupSumsAt = 56, OuterRunsAt = 64, OuterStepAt = 72,
        RunsAt = 80, RunStepAt = 88, StepsAt = 96, ActivationStepAt = 104, WeightStepAt = 112, FirstWeightStepAt = 120;

    private const int LineBytes = 64;

    private static readonly AssemblerRegister64 Panel = rdi, Stride = r8, Line = r9, Count = r10, WeightStep = r11;

    private static readonly AssemblerRegister64[] Activations = [rax, rcx], Weights = [rdx, rsi];

    private static readonly AssemblerRegisterTMM[] Sums = [tmm0, tmm1, tmm2, tmm3], ActivationTiles = [tmm4, tmm5], WeightTiles = [tmm6, tmm7];

    private static AssemblerRegisterTMM Sum(int group, int block) => Sums[(2 * group) + block];

    /// <summary>Appends the panel.</summary>
    public void Assemble()
    {
        // Below the stack pointer System V's convention leaves 128 bytes to functions that call none.
        AssemblerMemoryOperand runsLeft = __qword_ptr[rsp - 8], outerLeft = __qword_ptr[rsp - 16];
        for (int group = 0; group < groups; group++)
        {
            c.mov(Activations[group], __qword_ptr[Panel + (8 * group)]);
        }

        c.mov(Weights[0], __qword_ptr[Panel + WeightsAt]);
        if (blocks == 2)
        {
            c.mov(Weights[1], Weights[0]);
            c.add(Weights[1], __qword_ptr[Panel + BlockStrideAt]);
        }

        c.mov(Stride, __qword_ptr[Panel + PixelStrideAt]);
        c.mov(r9d, LineBytes);
        c.mov(WeightStep, __qword_ptr[Panel + FirstWeightStepAt]);
        for (int group = 0; group < groups; group++)
        {
            for (int block = 0; block < blocks; block++)
            {
                c.tilezero(Sum(group, block));
            }
        }

        Label outer = c.CreateLabel("outer"), run = c.CreateLabel("run"), step = c.CreateLabel("step");
        c.mov(Count, __qword_ptr[Panel + OuterRunsAt]);
        c.mov(outerLeft, Count);
        c.Label(ref outer);
        c.mov(Count, __qword_ptr[Panel + RunsAt]);
        c.mov(runsLeft, Count);
        c.Label(ref run);
        c.mov(Count, __qword_ptr[Panel + StepsAt]);
        c.Label(ref step);
        Multiply();
        Advance(ActivationStepAt);
        foreach (AssemblerRegister64 weights in Weights.Take(blocks))
        {
            c.add(weights, WeightStep);
        }

        c.mov(WeightStep, __qword_ptr[Panel + WeightStepAt]);
        c.dec(Count);
        c.jnz(step);
        Advance(RunStepAt);
        c.dec(runsLeft);
        c.jnz(run);
        Advance(OuterStepAt);
        c.dec(outerLeft);
        c.jnz(outer);

        AssemblerRegister64 sums = rax;
        c.mov(sums, __qword_ptr[Panel + SumsAt]);
        c.mov(Stride, __qword_ptr[Panel + SumStrideAt]);
        for (int group = 0; group < groups; group++)
        {
            if (group > 0)
            {
                c.add(sums, __qword_ptr[Panel + GroupSumsAt]);
            }

            for (int block = 0; block < blocks; block++)
            {
                c.tilestored(__[sums + Stride + (LineBytes * block)], Sum(group, block));
            }
        }

        c.ret();
    }

    private void Multiply()
    {
        for (int i = 0; i < 2; i++)
        {
            if (i < blocks)
            {
                c.tileloadd(WeightTiles[i], __[Weights[i] + Line]);
            }

            if (i < groups)
            {
                c.tileloadd(ActivationTiles[i], __[Activations[i] + Stride]);
            }
        }

        for (int group = 0; group < groups; group++)
        {
            for (int block = 0; block < blocks; block++)
            {
                c.tdpbusd(Sum(group, block), ActivationTiles[group], WeightTiles[block]);
            }
        }
    }

    private void Advance(int at)
    {
        foreach (AssemblerRegister64 activations in Activations.Take(groups))
        {
            c.add(activations, __qword_ptr[Panel + at]);
        }
    }
}
