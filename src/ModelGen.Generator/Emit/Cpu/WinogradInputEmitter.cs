using System.Collections.Generic;
using System.Linq;
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
        int alpha = input.Outputs + 2, pointStride = input.TileRows * input.TileColumns * input.Channels;
        OpenKernel(writer, name, ["x", "transformed"]);
        DeclareInputFactors(writer, input.Outputs);
        writer.Open("for (int unit = begin; unit < end; unit++)");
        IReadOnlyDictionary<string, string> index = IndexSyntax.Split(writer, "unit", ("tileRow", input.TileRows), ("tileColumn", input.TileColumns));
        writer.Line($"ref float tile = {At("x", Offset(index["tileRow"], (long)input.Outputs * input.RowStride), Offset(index["tileColumn"], (long)input.Outputs * input.ColumnStride))};");
        writer.Line($"ref float target = {At("transformed", Offset("unit", input.Channels))};");
        writer.Open($"for (nint channel = 0; channel < {input.Channels}; channel += S.Count)");
        for (int row = 0; row < alpha; row++)
        {
            writer.Line($"V {string.Join(", ", Names(alpha, column => T(row, column)))};");
        }

        for (int column = 0; column < alpha; column++)
        {
            writer.Open();
            string[] source = Names(alpha, row => "s" + row);
            writer.Line("V " + string.Join(", ", source.Select((s, row) => $"{s} = S.Load({At("tile", "channel", Number(((long)row * input.RowStride) + ((long)column * input.ColumnStride)))})")) + ";");
            Input(writer, input.Outputs, source, Names(alpha, row => T(row, column)));
            writer.Close();
        }

        for (int row = 0; row < alpha; row++)
        {
            writer.Open();
            string[] results = Names(alpha, column => "d" + column);
            writer.Line($"V {string.Join(", ", results)};");
            Input(writer, input.Outputs, Names(alpha, column => T(row, column)), results);
            for (int column = 0; column < alpha; column++)
            {
                writer.Line($"S.Store({results[column]}, {At("target", "channel", Number((long)((row * alpha) + column) * pointStride))});");
            }

            writer.Close();
        }

        writer.Close();
        writer.Close();
        Close(writer);
    }

    private static string T(int row, int column) => $"t{row}_{column}";
}
