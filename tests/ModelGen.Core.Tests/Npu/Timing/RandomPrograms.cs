using System.Collections.Generic;
using System.Linq;
using CsCheck;
using ModelGen.Npu;

namespace ModelGen.Core.Tests.Npu.Timing;

/// <summary>
/// Valid programs of random instructions that meet at random semaphores. Each semaphore leads from one engine to another, and what is waited for is signalled before in
/// program order, so none gets stuck; addresses are few, so that engines meet at them.
/// </summary>
internal static class RandomPrograms
{
    private static readonly NpuEngine[] Engines = [NpuEngine.Load, NpuEngine.Store, NpuEngine.Matrix, NpuEngine.Vector];

    public static NpuMachine Machine { get; } = NpuPresets.Get("ethos-u65-512") with
    {
        Scratchpad = new Scratchpad { Bytes = 4096, Banks = 4, ReadBytesPerCycle = 4, WriteBytesPerCycle = 2 },
    };

    public static Gen<NpuMachine> AnyMachine { get; } = Gen.Select(
        Gen.Int[0, 5].Select(i => 1 << i), Gen.Select(Gen.Int[0, 3].Select(i => 1 << i), Gen.Int[0, 2].Select(i => i == 0 ? 0 : 4 << (2 * i))), Gen.Int[1, 2], Gen.Int[0, 6].Select(i => 1 << i), Gen.Int[1, 40], Gen.Bool, Gen.Bool, Gen.Int[0, 30]).Select(
        (port, banks, dma, burst, bandwidth, systolic, hidden, latency) => Machine with
        {
            Scratchpad = new Scratchpad { Bytes = 4096, Banks = banks.Item1, InterleaveBytes = banks.Item2, ReadBytesPerCycle = port, WriteBytesPerCycle = port },
            Dma = Machine.Dma with { Engines = dma, BurstBytes = burst },
            Array = systolic ? new SystolicArray { Rows = 16, Columns = 16, PreloadHidden = hidden } : new DotProductArray { Pixels = 2, InChannels = 16, OutChannels = 16 },
            Memories = Machine.Memories.Select((m, i) => m with { BytesPerSecond = bandwidth * (i + 1) * 100_000_000L, ReadLatencyCycles = latency, WriteLatencyCycles = latency / 2 }).ToArray(),
        });

    public static Gen<(NpuMachine Machine, NpuProgram Program)> Any { get; } = Of(40);

    /// <summary>Programs in which often nothing is wrong.</summary>
    public static Gen<(NpuMachine Machine, NpuProgram Program)> Short { get; } = Of(5);

    private static Gen<(NpuMachine Machine, NpuProgram Program)> Of(int steps) => Gen.Select(
        AnyMachine, Step.Array[1, steps], Gen.Int[1, 2], Gen.Int[1, 3], (machine, drawn, cores, loops) => (machine, NpuAssembler.Assemble(Build(drawn, cores, loops), machine)));

    private static Gen<(int Kind, int A, int B, int Size, int Producer)> Step => Gen.Select(Gen.Int[0, 15], Gen.Int[0, 7], Gen.Int[0, 7], Gen.Int[1, 8], Gen.Int[0, 12]);

    private static string Build((int Kind, int A, int B, int Size, int Producer)[] steps, int cores, int loops)
    {
        var lines = new List<(NpuEngine Engine, string Text, SortedSet<int> Wait, SortedSet<int> Signal)>();
        foreach ((int kind, int a, int b, int size, int producer) in steps)
        {
            (NpuEngine engine, string[] texts) = Instruction(kind, 256 * a, 256 * b, size);
            int before = lines.FindLastIndex(l => l.Engine != engine && l.Engine != NpuEngine.Front && lines.Count - lines.IndexOf(l) <= producer && !l.Signal.Contains(Semaphore(l.Engine, engine)));
            foreach (string text in texts)
            {
                lines.Add((engine, text, [], []));
            }

            if (before >= 0 && engine != NpuEngine.Front)
            {
                int semaphore = Semaphore(lines[before].Engine, engine);
                lines[before].Signal.Add(semaphore);
                lines[^1].Wait.Add(semaphore);
            }
        }

        IEnumerable<string> body = lines.Select(l => l.Text + Mask(" wait=", l.Wait) + Mask(" signal=", l.Signal));
        string loop = loops > 1 ? $"LOOP count={loops}\n{string.Join("\n", body)}\nEND" : string.Join("\n", body);
        return $"""
            .cores {cores}
            .region input a 0 0 4096
            .region output b 0 4096 4096
            .region input c 1 0 4096
            .layer "one" "a.cs" 1 1
            .layer "two" "a.cs" 2 1
            CFG mx kernel_h=3 kernel_w=3 in_h=6 in_w=6
            CFG mx in_row=48 in_col=8 weight_row=8
            CFG mx acc_row=128 acc_col=32 in_zero=3
            CFG vx a_row=32 a_col=8 b_row=32 b_col=8
            CFG vx out_row=32 out_col=8 in_h=4 in_w=4
            CFG vx rounding=tflite
            LD memory=0 space=spm ext=0 local=0 rows=1 cols=1 bytes=4096
            LD memory=1 space=wbuf ext=0 local=0 rows=1 cols=1 bytes=4096
            LD memory=1 space=param ext=0 local=0 rows=1 cols=1 bytes=4096
            FENCE
            CONV src=0 weights=0 acc=0 rows=1 cols=128 in_channels=1 out_channels=8
            ST memory=0 ext=4096 local=0 rows=1 cols=1 bytes=4096
            FENCE scope=all
            CFG ld ext_row=64 ext_col=8 local_row=32 local_col=8
            CFG st ext_row=64 ext_col=8 local_row=32 local_col=8
            {loop}
            HALT
            """;
    }

    private static (NpuEngine Engine, string[] Texts) Instruction(int kind, int a, int b, int size) => kind switch
    {
        0 or 1 => (NpuEngine.Load, [$"LD memory={kind} space=spm ext={a} local={b} rows={size} cols=4 bytes=8"]),
        2 => (NpuEngine.Load, [$"LD memory=1 space=wbuf ext={a} local={b} rows=1 cols=1 bytes={64 * size}"]),
        3 => (NpuEngine.Load, [$"LD memory=0 space=param ext={a} local={b} rows=1 cols=1 bytes={12 * size}"]),
        4 or 5 => (NpuEngine.Store, [$"ST memory=0 ext={4096 + a} local={b} rows={size} cols=4 bytes=8"]),
        6 or 7 => (NpuEngine.Matrix, [$"CONV src={a} weights=0 acc={b} rows=4 cols=4 in_channels={size} out_channels=8 accumulate={(kind == 6 ? "yes" : "no")}"]),
        8 => (NpuEngine.Matrix, [$"DWCONV src={a} weights={b} acc={b} rows=2 cols=3 channels={size} multiplier=1"]),
        9 => (NpuEngine.Matrix, [$"PRELOAD weights={a} depth={size} width=8", $"MM src={a} acc={b} rows={size} depth={size} width=8"]),
        10 => (NpuEngine.Vector, [$"REQ src={a} param=0 out={b} rows=4 cols=4 channels={size}"]),
        11 => (NpuEngine.Vector, [$"VEC op=max a={a} b={b} out={b} rows=4 cols=4 channels={size}"]),
        12 => (NpuEngine.Vector, [$"POOL op=max src={a} out={b} rows=3 cols=3 channels={size}"]),
        13 => (NpuEngine.Vector, [$"RED op=sum axis=space src={a} out={b} rows=4 cols=4 channels={size}"]),
        14 => (NpuEngine.Vector, [$"MVX space=spm src={a} out={b} rows=4 cols=4 bytes={size}"]),
        _ => (NpuEngine.Front, [a == 0 ? "FENCE scope=all" : a < 4 ? "FENCE" : $"MARK layer={a & 1}"]),
    };

    private static int Semaphore(NpuEngine from, NpuEngine to) => (System.Array.IndexOf(Engines, from) * 4) + System.Array.IndexOf(Engines, to);

    private static string Mask(string name, SortedSet<int> semaphores) => semaphores.Count == 0 ? "" : name + string.Join(",", semaphores.Select(s => "s" + s));
}
