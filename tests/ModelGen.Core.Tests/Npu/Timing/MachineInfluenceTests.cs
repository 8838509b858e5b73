using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using ModelGen.Npu;

namespace ModelGen.Core.Tests.Npu.Timing;

/// <summary>Every number and flag of a machine changes cycles, energy, or what fits.</summary>
public class MachineInfluenceTests
{
    private enum Result
    {
        Cycles,
        Energy,
        Fits,
    }

    private static readonly NpuMachine DotProduct = NpuPresets.Get("ethos-u65-512") with
    {
        Scratchpad = new Scratchpad { Bytes = 8192, Banks = 8, ReadBytesPerCycle = 64, WriteBytesPerCycle = 64 },
    };

    private static readonly NpuMachine Systolic = DotProduct with { Array = new SystolicArray { Rows = 8, Columns = 8, PreloadHidden = false } };

    private static readonly NpuMachine Narrow = DotProduct with { Scratchpad = DotProduct.Scratchpad with { ReadBytesPerCycle = 1, WriteBytesPerCycle = 1 } };

    /// <summary>Another value of each member, and what it changes.</summary>
    private static readonly Dictionary<string, (double Value, Result Changes)> Cases = new()
    {
        ["clockHertz"] = (2e9, Result.Cycles),
        ["array.pixels"] = (2, Result.Cycles),
        ["array.inChannels"] = (4, Result.Cycles),
        ["array.outChannels"] = (4, Result.Cycles),
        ["array.rows"] = (16, Result.Cycles),
        ["array.columns"] = (16, Result.Cycles),
        ["array.preloadHidden"] = (1, Result.Cycles),
        ["depthwiseLanes"] = (4, Result.Cycles),
        ["arrayStartUpCycles"] = (13, Result.Cycles),
        ["scratchpad.bytes"] = (4096, Result.Fits),
        ["scratchpad.banks"] = (1, Result.Cycles),
        ["scratchpad.interleaveBytes"] = (16, Result.Cycles),
        ["scratchpad.readBytesPerCycle"] = (1, Result.Cycles),
        ["scratchpad.writeBytesPerCycle"] = (1, Result.Cycles),
        ["accumulatorBytes"] = (1024, Result.Fits),
        ["weightBytes"] = (256, Result.Fits),
        ["parameterBytes"] = (256, Result.Fits),
        ["vectorLanes"] = (1, Result.Cycles),
        ["dma.engines"] = (1, Result.Cycles),
        ["dma.bytesPerCycle"] = (1, Result.Cycles),
        ["dma.startUpCycles"] = (15, Result.Cycles),
        ["dma.burstBytes"] = (64, Result.Cycles),
        ["dma.decoderBytesPerCycle"] = (1, Result.Cycles),
        ["energy.macPicojoules"] = (7, Result.Energy),
        ["energy.vectorPicojoules"] = (7, Result.Energy),
        ["energy.scratchpadReadPicojoulesPerByte"] = (7, Result.Energy),
        ["energy.scratchpadWritePicojoulesPerByte"] = (7, Result.Energy),
        ["energy.accumulatorPicojoulesPerByte"] = (7, Result.Energy),
        ["energy.weightPicojoulesPerByte"] = (7, Result.Energy),
        ["energy.parameterPicojoulesPerByte"] = (7, Result.Energy),
        ["energy.staticMilliwatts"] = (7, Result.Energy),
        ["cores"] = (1, Result.Fits),
        ["bytes"] = (4096, Result.Fits),
        ["bytesPerSecond"] = (1e9, Result.Cycles),
        ["readLatencyCycles"] = (31, Result.Cycles),
        ["writeLatencyCycles"] = (31, Result.Cycles),
        ["writable"] = (0, Result.Fits),
        ["holdsWeights"] = (1, Result.Cycles),
        ["holdsFeatures"] = (0, Result.Cycles),
        ["holdsInputOutput"] = (1, Result.Cycles),
        ["readPicojoulesPerByte"] = (7, Result.Energy),
        ["writePicojoulesPerByte"] = (7, Result.Energy),
    };

    public static TheoryData<string> Members => [.. MachineMembers.Of.Select(m => m.Path)];

    public static TheoryData<string> MembersOfMemory => [.. MachineMembers.OfMemory.Select(m => m.Path)];

    [Theory]
    [MemberData(nameof(Members))]
    public void Every_member_changes_a_result(string path)
    {
        MachineMember<NpuMachine> member = MachineMembers.Of.Single(m => m.Path == path);
        NpuMachine machine = double.IsNaN(member.Get(DotProduct)) ? Systolic : path is "scratchpad.banks" or "scratchpad.interleaveBytes" ? Narrow : DotProduct;
        RequireChange(path, machine, member.With(machine, Cases[path].Value));
    }

    /// <summary>Of the first memory; a class of tensors moves to the other one, or from it, for it lives in exactly one.</summary>
    [Theory]
    [MemberData(nameof(MembersOfMemory))]
    public void Every_member_of_a_memory_changes_a_result(string path)
    {
        MachineMember<ExternalMemory> member = MachineMembers.OfMemory.Single(m => m.Path == path);
        bool holds = path.StartsWith("holds", System.StringComparison.Ordinal);
        RequireChange(path, DotProduct, DotProduct with
        {
            Memories = DotProduct.Memories.Select((m, i) => i == 0 ? member.With(m, Cases[path].Value) : holds ? member.With(m, 1 - Cases[path].Value) : m).ToArray(),
        });
    }

    [Fact]
    public void There_is_a_case_for_every_member_and_no_other() => Assert.Equal(
        MachineMembers.Of.Select(m => m.Path).Concat(MachineMembers.OfMemory.Select(m => m.Path)).Order(System.StringComparer.Ordinal),
        Cases.Keys.Order(System.StringComparer.Ordinal));

    private static void RequireChange(string path, NpuMachine machine, NpuMachine changed)
    {
        NpuRun before = Run(machine)!;
        NpuRun? after = Run(changed);
        switch (Cases[path].Changes)
        {
            case Result.Fits:
                Assert.Null(after);
                break;
            case Result.Energy:
                Assert.Equal(before.Cycles, after!.Cycles);
                Assert.NotEqual(before.Energy.Total, after.Energy.Total);
                break;
            default:
                Assert.NotEqual(before.Cycles, after!.Cycles);
                break;
        }
    }

    /// <summary>A program that uses everything, with weights, features, input and output in the memories in which they live; null if it does not fit.</summary>
    private static NpuRun? Run(NpuMachine machine)
    {
        int weights = machine.MemoryOf(TensorClasses.Weights), features = machine.MemoryOf(TensorClasses.Features), input = machine.MemoryOf(TensorClasses.InputOutput);
        string text = string.Create(
            CultureInfo.InvariantCulture,
            $"""
            .cores 2
            .region input w {weights} 0 4096
            .region output f {features} 4096 8192
            .region input x {input} 12288 4096
            CFG mx kernel_h=3 kernel_w=3 in_h=6 in_w=6
            CFG mx in_row=96 in_col=16 weight_row=16
            CFG mx acc_row=256 acc_col=64
            CFG vx a_row=256 a_col=64 out_row=64 out_col=16
            CFG vx table=1 in_h=8 in_w=8
            CFG ld ext_row=256 ext_col=16
            CFG ld local_row=64 local_col=8
            LD memory={input} space=spm ext=12289 local=0 rows=8 cols=8 bytes=8
            LD memory={weights} space=wbuf ext=0 local=0 rows=1 cols=1 bytes=2304
            LD memory={weights} space=wbuf ext=0 local=0 rows=1 cols=1 bytes=2304 compressed=64
            LD memory={weights} space=param ext=0 local=256 rows=1 cols=1 bytes=192
            LD memory={weights} space=lut ext=0 local=0 rows=1 cols=1 bytes=256
            FENCE
            CONV src=0 weights=0 acc=0 rows=4 cols=4 in_channels=16 out_channels=16
            DWCONV src=0 weights=0 acc=2048 rows=4 cols=4 channels=16 multiplier=1
            PRELOAD weights=0 depth=4 width=4
            MM src=0 acc=0 rows=5 depth=4 width=4
            PRELOAD weights=0 depth=4 width=4
            MM src=0 acc=0 rows=5 depth=4 width=4
            FENCE
            REQ src=0 param=256 out=0 rows=4 cols=4 channels=16
            CFG vx a_row=64 a_col=16
            POOL op=max src=0 out=1024 rows=4 cols=4 channels=16
            VEC op=lookup a=0 b=0 out=2048 rows=1 cols=1 channels=2048
            RED op=sum axis=space src=0 out=0 rows=4 cols=4 channels=16
            MVX space=wbuf src=0 out=0 rows=1 cols=1 bytes=64
            FENCE
            ST memory={features} ext=4096 local=0 rows=1 cols=1 bytes=5000
            LD memory={weights} space=spm ext=0 local=5120 rows=1 cols=1 bytes=1024
            FENCE
            LD memory={features} space=spm ext=4096 local=0 rows=1 cols=1 bytes=64
            FENCE
            ST memory={features} ext=4096 local=0 rows=1 cols=1 bytes=64
            HALT
            """);
        NpuProgram program = NpuAssembler.Assemble(text, machine);
        return machine.Defects().Count + NpuVerifier.Verify(program, machine).Count > 0 ? null : new NpuEmulator(machine).Time(program);
    }
}
