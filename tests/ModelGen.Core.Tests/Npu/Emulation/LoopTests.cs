using System;
using System.Linq;
using CsCheck;
using ModelGen.Npu;
using ModelGen.Tests;
using ModelGen.Tests.Npu;

namespace ModelGen.Core.Tests.Npu.Emulation;

/// <summary>Loops are what they are written out.</summary>
public class LoopTests
{
    private static readonly NpuMachine Machine = NpuPrograms.Machine;

    [Fact]
    public void The_program_by_hand_does_what_its_iterations_do_one_by_one() => RequireSame(NpuPrograms.Convolved);

    [Fact]
    public void Steps_of_nested_loops_add_up() => Gen.Select(Gen.Int[1, 4], Gen.Int[1, 4], Gen.Int[-300, 300].Array[8], Gen.Int[1900, 2100].Array[4]).Check(
        200,
        (outer, inner, by, at) => RequireSame(NpuAssembler.Assemble(
            $"""
            .region input a 0 0 4096
            .region output b 0 4096 8192
            LOOP count={outer}
            STEP at=2 by0={by[0]} by1={by[1]} by2=0
            STEP at=6 by0={by[2]} by1={by[3]} by2=0
            LD memory=0 space=spm ext={at[0]} local={at[1]} rows=1 cols=1 bytes=16
            FENCE
            LOOP count={inner}
            STEP at=2 by0={by[4]} by1={by[5]} by2=0
            STEP at=3 by0={by[6]} by1={by[7]} by2=0
            ST memory=0 ext={5000 + at[2]} local={at[3]} rows=1 cols=1 bytes=8
            FENCE
            LD memory=0 space=spm ext={at[3]} local={at[2]} rows=1 cols=1 bytes=4
            FENCE
            END
            END
            HALT
            """,
            Machine)));

    private static void RequireSame(NpuProgram program)
    {
        NpuProgram flat = program.Unrolled();
        Assert.DoesNotContain(flat.Code, i => i.Operation is LoopOperation or StepOperation or EndOperation);
        NpuMemory one = Filled(program), other = Filled(flat);
        NpuRun rolled = new NpuEmulator(Machine).Run(program, one), unrolled = new NpuEmulator(Machine).Run(flat, other);
        Assert.All(program.Regions, r => Assert.Equal(other.Read(r.Name), one.Read(r.Name)));
        for (NpuEngine engine = NpuEngine.Load; engine <= NpuEngine.Vector; engine++)
        {
            Assert.Equal(Touches(unrolled, engine), Touches(rolled, engine));
        }
    }

    private static (NpuSpace, int, bool, long, long)[] Touches(NpuRun run, NpuEngine engine) =>
        [.. run.Touches.Where(t => run.Events[t.Event].Engine == engine).Select(t => (t.Space, t.Memory, t.Writes, t.Low, t.High))];

    private static NpuMemory Filled(NpuProgram program)
    {
        var memory = new NpuMemory(program, Machine);
        var random = new Random(5);
        foreach (NpuRegion region in program.Regions.Where(r => r.Kind == NpuRegionKind.Input))
        {
            byte[] bytes = new byte[region.Bytes];
            random.NextBytes(bytes);
            memory.Write(region.Name, region.Name == "parameters" ? EmulatorFixture.Spread(16, 72) : bytes);
        }

        return memory;
    }
}
