using System.Collections.Generic;
using System.Linq;
using ModelGen.IR;
using ModelGen.IR.Operators;

namespace ModelGen.Compiler.Backends.Cpu;

/// <summary>The zero points that readers of quantized values take them by: the halo around a value holds one.</summary>
internal static class ZeroPoints
{
    /// <summary>The zero point that a node takes its first input by, if its kernel may read padding around it; else null.</summary>
    public static int? Of(Node reader) => (reader.Operator is Fused fused ? fused.Anchor : reader.Operator) switch
    {
        QuantizedConv2D convolution => convolution.X.ZeroPoint,
        QuantizedConvTranspose2D convolution => convolution.X.ZeroPoint,
        _ => null,
    };

    /// <summary>A failure for each value that convolutions take by different zero points.</summary>
    public static IEnumerable<CompileFailure> Disagreements(Graph graph) =>
        from reader in graph.Nodes
        let zero = Of(reader)
        where zero is not null
        group zero.Value by reader.Inputs[0] into value
        let distinct = value.Distinct().ToArray()
        where distinct.Length > 1
        select new CompileFailure(
            CpuSupport.Stage, value.Key, $"convolutions take this value by the zero points {string.Join(" and ", distinct.OrderBy(z => z))}, but a value has one quantization: give them the same");
}
