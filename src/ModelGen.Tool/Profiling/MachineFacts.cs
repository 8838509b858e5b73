using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using ModelGen.Npu;
using ModelGen.Tool.Reports;

namespace ModelGen.Tool.Profiling;

/// <summary>A machine in words.</summary>
internal static class MachineFacts
{
    public static IEnumerable<(string Name, string Value)> Of(NpuMachine machine)
    {
        yield return ("clock", $"{Number(machine.ClockHertz / 1e6)} MHz");
        yield return ("array", machine.Array switch
        {
            DotProductArray a => $"{a.Pixels} pixels × {a.InChannels} input channels × {a.OutChannels} output channels: {Quantities.Count(a.MacsPerCycle)} MACs a cycle",
            SystolicArray s => $"systolic, {s.Rows} rows × {s.Columns} columns, weights loaded {(s.PreloadHidden ? "behind the products" : "between the products")}: {Quantities.Count(s.MacsPerCycle)} MACs a cycle",
            MacArray other => $"{Quantities.Count(other.MacsPerCycle)} MACs a cycle",
        });
        yield return ("depthwise lanes, vector lanes", $"{machine.DepthwiseLanes}, {machine.VectorLanes}");
        Scratchpad scratchpad = machine.Scratchpad;
        yield return ("scratchpad", $"{Quantities.Bytes(scratchpad.Bytes)} in {scratchpad.Banks} {(scratchpad.InterleaveBytes == 0 ? "" : $"interleaved ")}banks{(scratchpad.InterleaveBytes == 0 ? "" : $" of {scratchpad.InterleaveBytes} bytes")}, {scratchpad.ReadBytesPerCycle} bytes read and {scratchpad.WriteBytesPerCycle} written a cycle in each");
        yield return ("accumulators, weights, parameters", $"{Quantities.Bytes(machine.AccumulatorBytes)}, {Quantities.Bytes(machine.WeightBytes)}, {Quantities.Bytes(machine.ParameterBytes)}");
        yield return ("DMA", $"{machine.Dma.Engines} engine{(machine.Dma.Engines == 1 ? "" : "s")}, {machine.Dma.BytesPerCycle} bytes a cycle, {machine.Dma.StartUpCycles} cycles start-up, bursts of {machine.Dma.BurstBytes} bytes");
        yield return ("weight decoder", machine.Dma.DecoderBytesPerCycle == 0 ? "none" : $"{machine.Dma.DecoderBytesPerCycle} bytes a cycle");
        foreach (ExternalMemory memory in machine.Memories)
        {
            yield return (
                memory.Name,
                $"{Quantities.Bytes(memory.Bytes)}, {Number(memory.BytesPerSecond / 1e9)} GB/s, latency {memory.ReadLatencyCycles} and {memory.WriteLatencyCycles} cycles, holds {Held(memory.Holds)}");
        }

        yield return ("cores", Quantities.Count(machine.Cores));
    }

    private static string Held(TensorClasses classes) => classes == TensorClasses.None ? "nothing" : string.Join(", ", new[]
    {
        (TensorClasses.Weights, "weights"), (TensorClasses.Features, "features"), (TensorClasses.InputOutput, "inputs and outputs"),
    }.Where(c => (classes & c.Item1) != 0).Select(c => c.Item2));

    private static string Number(double value) => value.ToString("0.###", CultureInfo.InvariantCulture);
}
