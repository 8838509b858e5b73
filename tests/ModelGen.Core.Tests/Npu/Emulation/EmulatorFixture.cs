using System;
using System.Buffers.Binary;
using System.Globalization;
using System.Linq;
using ModelGen.Npu;

namespace ModelGen.Core.Tests.Npu.Emulation;

/// <summary>Runs a few instructions between loads of their inputs and a store of their result.</summary>
internal static class EmulatorFixture
{
    public static NpuMachine Machine => NpuPrograms.Machine;

    /// <summary>The scratchpad's first 2048 bytes after the lines have run on a scratchpad that begins with <paramref name="data"/>.</summary>
    public static byte[] Run(string lines, byte[] data, byte[]? weights = null, byte[]? parameters = null, byte[]? tables = null)
    {
        weights ??= [0];
        parameters ??= [0];
        tables ??= [0];
        string text = string.Create(
            CultureInfo.InvariantCulture,
            $"""
            .region output out 0 0 2048
            .region input data 1 0 {data.Length}
            .region input weights 1 65536 {weights.Length}
            .region input parameters 1 131072 {parameters.Length}
            .region input tables 1 196608 {tables.Length}
            LD memory=1 space=spm ext=0 local=0 rows=1 cols=1 bytes={data.Length}
            LD memory=1 space=wbuf ext=65536 local=0 rows=1 cols=1 bytes={weights.Length}
            LD memory=1 space=param ext=131072 local=0 rows=1 cols=1 bytes={parameters.Length}
            LD memory=1 space=lut ext=196608 local=0 rows=1 cols=1 bytes={tables.Length}
            FENCE
            {lines.Replace("|", "\nFENCE\n")}
            FENCE
            ST memory=0 ext=0 local=0 rows=1 cols=1 bytes=2048
            HALT
            """);
        NpuProgram program = NpuAssembler.Assemble(text, Machine);
        var memory = new NpuMemory(program, Machine);
        memory.Write("data", data);
        memory.Write("weights", weights);
        memory.Write("parameters", parameters);
        memory.Write("tables", tables);
        new NpuEmulator(Machine).Run(program, memory);
        return memory.Read("out");
    }

    /// <summary>Parameters that let REQ show a byte of each accumulator: a scale of 1 and a bias.</summary>
    public static byte[] Parameters(params (int Bias, int Scale, int Shift)[] channels)
    {
        byte[] bytes = new byte[12 * channels.Length];
        for (int i = 0; i < channels.Length; i++)
        {
            BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(12 * i), channels[i].Bias);
            BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan((12 * i) + 4), channels[i].Scale);
            BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan((12 * i) + 8), channels[i].Shift);
        }

        return bytes;
    }

    /// <summary>A scale that lets random sums of <paramref name="products"/> products spread over the bytes.</summary>
    public static byte[] Spread(int channels, int products) =>
        Parameters([.. Enumerable.Range(0, channels).Select(i => (i, BitConverter.SingleToInt32Bits(1f / (64 * products)), 0))]);
}
