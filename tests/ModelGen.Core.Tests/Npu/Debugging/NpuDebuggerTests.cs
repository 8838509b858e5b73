using System;
using System.Collections.Generic;
using System.Linq;
using ModelGen.Core.Tests.Npu.Emulation;
using ModelGen.Npu;

namespace ModelGen.Core.Tests.Npu.Debugging;

public class NpuDebuggerTests
{
    private static readonly NpuMachine Machine = NpuPrograms.Machine;

    [Fact]
    public void Steps_go_through_all_instructions_and_the_run_is_the_same()
    {
        NpuDebugger debugger = Debug(NpuPrograms.Convolved);
        var stops = new List<NpuBreak>();
        while (debugger.Step() is { } stop)
        {
            Assert.Null(debugger.Run);
            Assert.Equal(stop.Cycle, debugger.Cycle);
            stops.Add(stop);
        }

        NpuRun run = new NpuEmulator(Machine).Time(NpuPrograms.Convolved);
        Assert.Equal(run, debugger.Run);
        Assert.Equal(
            run.Events.Select(e => (e.Began, e.Core, e.Engine, e.Instruction, e.Layer)).Order(),
            stops.Select(s => (s.Cycle, (byte)s.Core, s.Engine, s.Instruction, s.Layer)).Order());
        Assert.Null(debugger.Step());
    }

    [Fact]
    public void It_stops_at_instructions_before_their_results_are_there()
    {
        NpuDebugger debugger = Debug(NpuPrograms.Convolved);
        int convolution = Index<ConvolveOperation>(), requantization = Index<RequantizeOperation>();
        debugger.Breakpoints.Add(new NpuInstructionBreakpoint(convolution));
        NpuBreak first = debugger.Continue()!;
        Assert.Equal((NpuEngine.Matrix, convolution, 0), (first.Engine, first.Instruction, first.Layer));
        Assert.Equal(new NpuInstructionBreakpoint(convolution), first.Breakpoint);
        Assert.Equal([convolution], debugger.Queue(0, NpuEngine.Matrix).Take(1));
        Assert.Equal(-3, debugger.Register(0, NpuIsa.MatrixRegisters.InputZero));
        Assert.Equal(0, debugger.Semaphore(0, 2));
        NpuTile input = debugger.Bytes(0, NpuSpace.Scratchpad, 0, 6, 128, 16, 8, 8);
        byte[] image = debugger.Region("image");
        Assert.Equal((sbyte)image[(2 * 128) + (3 * 8) + 5], input[2, 3, 5]);
        Assert.All(debugger.Accumulators(0, 0, 4, 1024, 16, 64, 16).Values, v => Assert.Equal(0, v));

        debugger.Breakpoints.Add(new NpuInstructionBreakpoint(requantization));
        NpuBreak second;
        while ((second = debugger.Continue()!).Instruction != requantization)
        {
        }

        NpuTile sums = debugger.Accumulators(0, 0, 4, 1024, 16, 64, 16);
        byte[] filter = debugger.Region("filter");
        int sum = 0;
        for (int k = 0; k < 72; k++)
        {
            sum += ((sbyte)image[((2 + (k / 24)) * 128) + ((4 + (k / 8 % 3) - 1) * 8) + (k % 8)] + 3) * (sbyte)filter[(k * 16) + 7];
        }

        Assert.Equal(sum, sums[2, 4, 7]);
    }

    [Fact]
    public void It_stops_at_layers_and_addresses()
    {
        NpuProgram program = NpuAssembler.Assemble(
            """
            .region input a 0 0 4096
            .layer "one" "a.cs" 1 1
            .layer "two" "a.cs" 2 1
            MARK layer=0
            LD memory=0 space=spm ext=0 local=0 rows=1 cols=1 bytes=64
            CFG ld local_col=32 ext_col=8
            MARK layer=1
            LD memory=0 space=spm ext=64 local=100 rows=1 cols=4 bytes=8
            LD memory=0 space=spm ext=64 local=500 rows=1 cols=1 bytes=8
            HALT
            """,
            Machine);
        NpuBreak? First(NpuBreakpoint breakpoint)
        {
            var debugger = new NpuDebugger(Machine, program, new NpuMemory(program, Machine), check: true);
            debugger.Breakpoints.Add(breakpoint);
            return debugger.Continue();
        }

        Assert.Equal((4, 1), (First(new NpuLayerBreakpoint(1))!.Instruction, First(new NpuLayerBreakpoint(1))!.Layer));
        Assert.Equal(1, First(new NpuAddressBreakpoint(NpuSpace.Scratchpad, 0, 63, 64))!.Instruction);
        Assert.Equal(4, First(new NpuAddressBreakpoint(NpuSpace.Scratchpad, 0, 139, 140, WritesOnly: true))!.Instruction);
        Assert.Null(First(new NpuAddressBreakpoint(NpuSpace.Scratchpad, 0, 108, 132)));
        Assert.Equal(1, First(new NpuAddressBreakpoint(NpuSpace.External, 0, 0, 1))!.Instruction);
        Assert.Null(First(new NpuAddressBreakpoint(NpuSpace.External, 0, 0, 1, WritesOnly: true)));
        Assert.Null(First(new NpuAddressBreakpoint(NpuSpace.External, 1, 0, 4096)));
    }

    [Fact]
    public void Questions_beyond_the_machine_are_refused()
    {
        NpuDebugger debugger = Debug(NpuPrograms.Convolved);
        Assert.Throws<ArgumentOutOfRangeException>(() => debugger.Bytes(0, NpuSpace.Scratchpad, Machine.Scratchpad.Bytes - 4, 1, 0, 1, 0, 5));
        Assert.Throws<ArgumentOutOfRangeException>(() => debugger.Bytes(0, NpuSpace.Accumulator, 0, 1, 0, 1, 0, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => debugger.Accumulators(0, 2, 1, 0, 1, 0, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => debugger.Accumulators(0, 0, 0, 0, 1, 0, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => debugger.Semaphore(1, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => debugger.Queue(0, NpuEngine.Front));
        Assert.Throws<ArgumentOutOfRangeException>(() => new NpuTile(1, 1, 1, new[] { 5 })[0, 0, 1]);
    }

    private static int Index<T>() => Enumerable.Range(0, NpuPrograms.Convolved.Code.Count).First(i => NpuPrograms.Convolved.Code[i].Operation is T);

    private static NpuDebugger Debug(NpuProgram program)
    {
        var memory = new NpuMemory(program, Machine);
        var random = new Random(7);
        foreach (string region in new[] { "image", "filter" })
        {
            byte[] bytes = memory.Read(region);
            random.NextBytes(bytes);
            memory.Write(region, bytes);
        }

        memory.Write("parameters", EmulatorFixture.Spread(16, 72));
        return new NpuDebugger(Machine, program, memory);
    }
}
