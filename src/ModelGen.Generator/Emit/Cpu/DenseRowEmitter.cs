using System;
using System.Linq;
using ModelGen.Compiler.Backends.Cpu;
using ModelGen.Compiler.Backends.Cpu.Kernels;
using static ModelGen.Generator.Emit.Cpu.KernelSyntax;

namespace ModelGen.Generator.Emit.Cpu;

/// <summary>
/// Prints <see cref="DenseRowKernel"/>: blocks of results, each with an accumulator whose lanes are added at the end; then bias and
/// epilogue on vectors of results.
/// </summary>
internal sealed class DenseRowEmitter : IKernelEmitter
{
    /// <inheritdoc/>
    public void Emit(SourceWriter writer, CpuKernel kernel, string name)
    {
        var dense = (DenseRowKernel)kernel;
        OpenKernel(writer, name, EpilogueEmitter.Operands(["x", "weight"], dense.HasBias, dense.Epilogue));
        writer.Open("for (int unit = begin; unit < end; unit++)");
        int blocks = (dense.Channels + DenseRowKernel.Block - 1) / DenseRowKernel.Block;
        for (int block = 0; block < blocks; block++)
        {
            Sums(writer, dense, block * dense.Channels / blocks, (block + 1) * dense.Channels / blocks);
        }

        if (dense.HasBias || dense.Epilogue.Steps.Count > 0)
        {
            LoopSyntax.Vectors(writer, dense.Channels, (index, lanes) => Finish(writer, dense, name, index, lanes));
        }

        writer.Close();
        Close(writer);
        EpilogueEmitter.Emit(writer, dense.Epilogue, name);
    }

    private static void Sums(SourceWriter writer, DenseRowKernel dense, int first, int end)
    {
        writer.Open();
        int[] channels = [.. Enumerable.Range(first, end - first)];
        writer.Line("V " + string.Join(", ", channels.Select(c => $"a{c} = S.Zero")) + ";");
        LoopSyntax.Vectors(writer, dense.Depth, (index, lanes) =>
        {
            writer.Line($"V value = {LoopSyntax.Load("x", index, lanes)};");
            foreach (int c in channels)
            {
                string place = Sum(index, Number((long)c * dense.Depth));
                writer.Line($"a{c} = S.MultiplyAdd(value, {LoopSyntax.Load("weight", place, lanes)}, a{c});");
            }
        });
        foreach (int c in channels)
        {
            string target = c == 0 ? "y" : $"Unsafe.Add(ref y, {Number(c)})";
            writer.Line($"{target} = S.Sum(a{c});");
        }

        writer.Close();
    }

    private static void Finish(SourceWriter writer, DenseRowKernel dense, string name, string index, string? lanes)
    {
        writer.Line($"V result = {LoopSyntax.Load("y", index, lanes)};");
        if (dense.HasBias)
        {
            writer.Line($"result = S.Add(result, {LoopSyntax.Load("bias", index, lanes)});");
        }

        string value = EpilogueEmitter.Apply(
            writer, dense.Epilogue, name, "result", _ => throw new InvalidOperationException("The epilogue of a dense row takes no operands."), "step");
        writer.Line(LoopSyntax.Store(value, "y", index, lanes));
    }
}
