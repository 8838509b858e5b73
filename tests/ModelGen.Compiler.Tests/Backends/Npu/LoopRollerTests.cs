using System;
using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Backends.Npu.Emission.Loops;
using ModelGen.Npu;
using ModelGen.Tests.Npu;

namespace ModelGen.Compiler.Tests.Backends.Npu;

/// <summary>Code that is rolled into loops dispatches what it did, with fewer words.</summary>
public class LoopRollerTests
{
    [Fact]
    public void Rows_of_tiles_are_two_loops()
    {
        var code = new List<NpuInstruction>();
        for (int row = 0; row < 5; row++)
        {
            code.Add(NpuIsa.Set((NpuIsa.LoadRegisters.PadLeft, 1)));
            code.Add(Load(1000 * row, 0));
            code.Add(NpuIsa.Set((NpuIsa.LoadRegisters.PadLeft, 0)));
            for (int column = 1; column < 7; column++)
            {
                code.Add(Load((1000 * row) + (10 * column), 64 * (column % 2)));
                code.Add(NpuInstruction.Of(NpuIsa.Convolve, wait: 1).With(NpuIsa.Convolve.Source, 64 * (column % 2)).With(NpuIsa.Convolve.Rows, 1));
            }
        }

        Assert.Equal(
            """
            LOOP count=5
            STEP at=4 by0=1000 by1=0 by2=0
            STEP at=8 by0=1000 by1=0 by2=0
            STEP at=9 by0=1000 by1=0 by2=0
            CFG ld pad_left=1
            LD memory=0 space=spm ext=0 local=0 rows=1 cols=1 bytes=4
            CFG ld pad_left=0
            LOOP count=3
            STEP at=2 by0=20 by1=0 by2=0
            STEP at=3 by0=20 by1=0 by2=0
            LD memory=0 space=spm ext=10 local=64 rows=1 cols=1 bytes=4
            CONV src=64 weights=0 acc=0 rows=1 cols=0 in_channels=0 out_channels=0 accumulate=no wait=s0
            LD memory=0 space=spm ext=20 local=0 rows=1 cols=1 bytes=4
            CONV src=0 weights=0 acc=0 rows=1 cols=0 in_channels=0 out_channels=0 accumulate=no wait=s0
            END
            END
            """.ReplaceLineEndings("\n"),
            string.Join("\n", Roll(code).Code.Select((_, i) => Roll(code).Disassemble(i))));
    }

    [Fact]
    public void Random_code_is_the_same_when_it_is_written_out()
    {
        long all = 0, rolled = 0;
        for (int seed = 0; seed < 300; seed++)
        {
            var random = new Random(seed);
            NpuInstruction[] code = [.. Draw(random, depth: random.Next(1, 5))];
            NpuProgram program = Roll(code);
            Assert.Equal(code, program.Unrolled().Code.ToArray());
            Assert.True(program.Code.Count <= code.Length);
            Assert.DoesNotContain(NpuVerifier.Verify(program with { Code = program.Code.Append(NpuInstruction.Of(NpuIsa.Halt)).ToArray() }, NpuPresets.Get("rngd")), d => d.Contains("LOOP", StringComparison.Ordinal) || d.Contains("STEP", StringComparison.Ordinal));
            (all, rolled) = (all + code.Length, rolled + program.Code.Count);
        }

        Assert.True(rolled < 3 * all / 4, $"{rolled} words for {all} instructions");
    }

    /// <summary>A repetition with one odd instruction, or one address that grows unevenly, stays outside of the loop.</summary>
    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 0)]
    [InlineData(0, 1)]
    public void What_differs_is_in_no_loop(int bytes, int address)
    {
        NpuInstruction[] code = [.. Enumerable.Range(0, 40).Select(i => Load((16 * i) + (i == 21 ? address : 0), 0).With(NpuIsa.Load.Bytes, 4 + (i == 21 ? bytes : 0)))];
        NpuProgram program = Roll(code);
        Assert.Equal(code, program.Unrolled().Code.ToArray());
        Assert.Equal(bytes + address == 0 ? 1 : 2, program.Code.Count(i => i.Operation is LoopOperation));
    }

    /// <summary>Repetitions of repetitions, with odd instructions between them.</summary>
    private static IEnumerable<NpuInstruction> Draw(Random random, int depth)
    {
        if (depth == 0)
        {
            int kind = random.Next(5);
            yield return kind switch
            {
                0 => NpuIsa.Set((NpuIsa.VectorRegisters.OutZero, random.Next(3))),
                1 => NpuInstruction.Of(NpuIsa.Mark).With(NpuIsa.Mark.Layer, random.Next(2)),
                2 => NpuInstruction.Of(NpuIsa.Requantize, signal: (ushort)random.Next(4)).With(NpuIsa.Requantize.Parameters, 24 * random.Next(9)),
                _ => Load(random.Next(1000), 100 * random.Next(3)),
            };
            yield break;
        }

        NpuInstruction[] body = [.. Enumerable.Range(0, random.Next(1, 5)).SelectMany(_ => Draw(random, depth - 1))];
        int times = random.Next(1, 9);
        int[] by = [.. body.Select(_ => random.Next(4) * 100)];
        bool grows = random.Next(4) > 0;
        for (int turn = 0; turn < times; turn++)
        {
            for (int i = 0; i < body.Length; i++)
            {
                IReadOnlyList<NpuField> addresses = body[i].Operation!.Addresses;
                yield return addresses.Count == 0 ? body[i] : body[i].With(addresses[0], body[i][addresses[0]] + (grows ? turn * by[i] : 0));
            }

            if (random.Next(20) == 0)
            {
                yield return Load(7, 7);
            }
        }
    }

    private static NpuInstruction Load(long external, long local) => NpuInstruction.Of(NpuIsa.Load)
        .With(NpuIsa.Load.External, external).With(NpuIsa.Load.Local, local).With(NpuIsa.Load.Rows, 1).With(NpuIsa.Load.Columns, 1).With(NpuIsa.Load.Bytes, 4);

    private static NpuProgram Roll(IReadOnlyList<NpuInstruction> code) =>
        new() { MachineHash = NpuPresets.Get("rngd").Hash, Code = LoopRoller.Roll(code), Layers = new[] { new NpuLayer("a", "", 0, 0), new NpuLayer("b", "", 0, 0) } };
}
