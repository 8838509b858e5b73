using ModelGen.Compiler.Backends.Cpu;
using ModelGen.Compiler.Backends.Cpu.Kernels;
using static ModelGen.Generator.Emit.Cpu.KernelSyntax;

namespace ModelGen.Generator.Emit.Cpu;

/// <summary>Prints <see cref="CopyKernel"/>: vectors (blocks of bytes) where both sides are contiguous, else element by element.</summary>
internal sealed class CopyEmitter : IKernelEmitter
{
    /// <inheritdoc/>
    public void Emit(SourceWriter writer, CpuKernel kernel, string name)
    {
        var copy = (CopyKernel)kernel;
        LoopNest loops = copy.Loops;
        string[] operands = Operands(copy.IsBytes, "x", "y");
        OpenKernel(writer, name, operands);
        if (copy.IsBytes && loops.RowStride(0) == 1 && loops.RowStride(1) == 1)
        {
            LoopSyntax.Stretches(writer, loops, operands, int.MaxValue, (rows, count) => writer.Line(CopyBytes(rows[0], rows[1], count)));
        }
        else if (loops.RowStride(0) == 1 && loops.RowStride(1) == 1)
        {
            LoopSyntax.Walk(
                writer,
                loops,
                ["x", "y"],
                _ => { },
                (rows, index, lanes) => writer.Line(LoopSyntax.Store(LoopSyntax.Load(rows[0], index, lanes), rows[1], index, lanes)));
        }
        else if (loops.IsChunked)
        {
            writer.Line($"int last = Math.Min(end * {LoopNest.ChunkLength}, {loops.RowLength});");
            writer.Open($"for (int i = begin * {LoopNest.ChunkLength}; i < last; i++)");
            writer.Line($"{Element("y", loops.RowStride(1))} = {Element("x", loops.RowStride(0))};");
            writer.Close();
        }
        else
        {
            LoopSyntax.OpenRows(writer, loops, operands);
            writer.Open($"for (int i = 0; i < {loops.RowLength}; i++)");
            writer.Line($"{Element("yRow", loops.RowStride(1))} = {Element("xRow", loops.RowStride(0))};");
            writer.Close();
            writer.Close();
        }

        Close(writer);
    }

    private static string Element(string row, int stride) => $"Unsafe.Add(ref {row}, {Offset("i", stride)})";
}
