using System.Collections.Generic;
using ModelGen.Compiler.Backends.Cpu;
using ModelGen.Compiler.Backends.Cpu.Kernels;
using static ModelGen.Generator.Emit.Cpu.KernelSyntax;
using static ModelGen.Generator.Emit.Cpu.WinogradSyntax;

namespace ModelGen.Generator.Emit.Cpu;

/// <summary>Prints <see cref="WinogradInputKernel"/>: columns first, then rows, a vector of channels at a time.</summary>
internal sealed class WinogradInputEmitter : IKernelEmitter
{
    /// <inheritdoc/>
    public void Emit(SourceWriter writer, CpuKernel kernel, string name)
    {
        var input = (WinogradInputKernel)kernel;
        int alpha = input.Alpha, pointStride = input.TileRows * input.TileColumns * input.Channels;
        string[] operands = ["x", "transformed"];
        OpenKernel(writer, name, operands, input.Channels);
        DeclareInputFactors(writer, alpha);
        writer.Open("for (int unit = begin; unit < end; unit++)");
        IReadOnlyDictionary<string, string> index = IndexSyntax.Split(writer, "unit", ("tileRow", input.TileRows), ("tileColumn", input.TileColumns));
        writer.Line($"ref float tile = {At("x", Offset(index["tileRow"], (long)input.Outputs * input.RowStride), Offset(index["tileColumn"], (long)input.Outputs * input.ColumnStride))};");
        writer.Line($"ref float target = {At("transformed", Offset("unit", input.Channels))};");
        writer.Open($"for (nint channel = 0; channel < {input.Channels}; channel += S.Count)");
        Transform(
            writer,
            alpha,
            alpha,
            Input,
            (row, column) => $"S.Load({At("tile", "channel", Number(((long)row * input.RowStride) + ((long)column * input.ColumnStride)))})",
            _ => "",
            (row, column, value) => writer.Line($"S.Store({value}, {At("target", "channel", Number((long)((row * alpha) + column) * pointStride))});"));
        writer.Close();
        writer.Close();
        Close(writer);
    }
}
