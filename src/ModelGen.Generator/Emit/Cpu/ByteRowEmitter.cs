using System.Linq;
using ModelGen.Compiler.Backends.Cpu;
using ModelGen.Compiler.Backends.Cpu.Kernels;
using static ModelGen.Generator.Emit.Cpu.KernelSyntax;

namespace ModelGen.Generator.Emit.Cpu;

/// <summary>Prints <see cref="ByteRowKernel"/>: calls of the runtime for each row, and the tables that they look up.</summary>
internal sealed class ByteRowEmitter : IKernelEmitter
{
    /// <inheritdoc/>
    public void Emit(SourceWriter writer, CpuKernel kernel, string name)
    {
        var rows = (ByteRowKernel)kernel;
        int inputs = rows.AreBytes.Count - 1;
        string[] operands = [.. rows.AreBytes.SelectMany((areBytes, i) => Operands(areBytes, i < inputs ? "x" + Number(i) : "y"))];
        OpenKernel(writer, name, operands);
        bool isChain = rows.Steps.Count > 1;
        if (isChain)
        {
            writer.Line($"Span<byte> chain = stackalloc byte[{ByteRowKernel.ChainLength}];");
        }

        LoopSyntax.Stretches(writer, rows.Loops, operands, isChain ? ByteRowKernel.ChainLength : int.MaxValue, (references, count) => ByteRowSyntax.EmitSteps(
            writer,
            rows.Steps,
            name,
            "chain[0]",
            references[inputs].Substring("ref ".Length),
            i => new ByteRowOperand(references[i], rows.Loops.RowStride(i) == 1),
            count));
        Close(writer);
        ByteRowSyntax.EmitTables(writer, rows.Steps, name, rows.First);
    }
}
