using System.Collections.Generic;
using ModelGen.Compiler.Backends.Cpu;
using ModelGen.Compiler.Backends.Cpu.Kernels;
using static ModelGen.Generator.Emit.Cpu.KernelSyntax;
using static ModelGen.Generator.Emit.Cpu.WinogradSyntax;

namespace ModelGen.Generator.Emit.Cpu;

/// <summary>Prints <see cref="WinogradOutputKernel"/>: columns first, then rows, a vector of channels at a time.</summary>
internal sealed class WinogradOutputEmitter : IKernelEmitter
{
    /// <inheritdoc/>
    public void Emit(SourceWriter writer, CpuKernel kernel, string name)
    {
        var output = (WinogradOutputKernel)kernel;
        int size = output.Outputs, alpha = output.Alpha, pointStride = output.TileRows * output.TileColumns * output.Channels;
        string[] operands = [.. EpilogueEmitter.Operands(["products"], output.HasBias, output.Epilogue)];
        OpenKernel(writer, name, operands, output.Channels);
        DeclareOutputFactors(writer, size, alpha);
        writer.Open("for (int unit = begin; unit < end; unit++)");
        IReadOnlyDictionary<string, string> index = IndexSyntax.Split(writer, "unit", ("tileRow", output.TileRows), ("tileColumn", output.TileColumns));
        string row = index["tileRow"], column = index["tileColumn"];
        writer.Line($"ref float source = {At("products", Offset("unit", output.Channels))};");
        writer.Line($"ref float yTile = {At("y", Offset(row, (long)size * output.RowStride), Offset(column, (long)size * output.ColumnStride))};");
        for (int i = 0; i < output.Epilogue.Operands.Count; i++)
        {
            EquatableArray<int> strides = output.Epilogue.Operands[i].Strides;
            writer.Line($"ref float e{i}Tile = {At("e" + i, Offset(row, (long)size * strides[1]), Offset(column, (long)size * strides[2]))};");
        }

        writer.Open($"for (nint channel = 0; channel < {output.Channels}; channel += S.Count)");
        if (output.HasBias)
        {
            writer.Line($"V offset = S.Load({At("bias", "channel")});");
        }

        Transform(
            writer,
            alpha,
            size,
            Output,
            (i, j) => $"S.Load({At("source", "channel", Number((long)((i * alpha) + j) * pointStride))})",
            i => Guard(row, i, output.TileRows, size, output.Rows),
            (i, j, value) =>
            {
                writer.Open(Guard(column, j, output.TileColumns, size, output.Columns));
                Store(writer, output, name, i, j, value);
                writer.Close();
            });
        writer.Close();
        writer.Close();
        Close(writer);
        EpilogueEmitter.Emit(writer, output.Epilogue, name);
    }

    private static void Store(SourceWriter writer, WinogradOutputKernel output, string name, int i, int j, string result)
    {
        if (output.HasBias)
        {
            writer.Line($"{result} = S.Add({result}, offset);");
        }

        string Operand(int number)
        {
            EpilogueOperand operand = output.Epilogue.Operands[number];
            string place = Number(((long)i * operand.Strides[1]) + ((long)j * operand.Strides[2]));
            return operand.IsVector ? $"S.Load({At($"e{number}Tile", "channel", place)})" : $"S.Broadcast({At($"e{number}Tile", place)})";
        }

        string value = EpilogueEmitter.Apply(writer, output.Epilogue, name, result, Operand, $"t{i}_{j}_");
        writer.Line($"S.Store({value}, {At("yTile", "channel", Number(((long)i * output.RowStride) + ((long)j * output.ColumnStride)))});");
    }

    /// <summary>The condition under which an output of a tile lies on the result; empty where it always does.</summary>
    private static string Guard(string tile, int place, int tiles, int size, int extent) =>
        ((tiles - 1) * size) + place < extent ? "" : $"if ({Sum(Times(tile, size), Number(place))} < {extent})";
}
