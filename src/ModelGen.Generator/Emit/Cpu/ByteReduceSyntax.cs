using System;
using ModelGen.Compiler.Backends.Cpu.Kernels;
using static ModelGen.Generator.Emit.Cpu.KernelSyntax;

namespace ModelGen.Generator.Emit.Cpu;

/// <summary>The body of a <see cref="ReduceKernel"/> on bytes, which takes maxima only: calls of the runtime.</summary>
internal static class ByteReduceSyntax
{
    /// <summary>Writes it.</summary>
    public static void Emit(SourceWriter writer, ReduceKernel kernel)
    {
        if (kernel.Kind != ReduceKind.Max)
        {
            throw new NotSupportedException($"There is no {kernel.Name} of bytes.");
        }

        LoopNest reduced = kernel.Reduced;
        if (kernel.IsAcross)
        {
            LoopSyntax.OpenTurns(writer, kernel.Kept, Operands(areBytes: true, "x", "y"));
            writer.Line("byte result = 0;");
            int loops = reduced.Extents.Count - 1;
            string source = ReduceEmitter.OpenLoops(writer, reduced, loops, "xRow", "byte");
            writer.Line($"result = Math.Max(result, BytePools.Greatest(ref {source}, {reduced.RowLength}));");
            ReduceEmitter.CloseLoops(writer, loops);
            writer.Line("yRow = result;");
        }
        else
        {
            string count = ReduceEmitter.OpenBlocks(writer, kernel, "byte");
            (int rows, int rowStride) = reduced.Extents.Count == 1 ? (1, 0) : (reduced.Extents[0], reduced.Strides[0][0]);
            writer.Line($"BytePools.Max<S, V>(ref xBlock, {rows}, {reduced.RowLength}, {rowStride}, {reduced.RowStride(0)}, ref yBlock, (int)({count}));");
        }

        writer.Close();
    }
}
