using System;
using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Backends.Cpu;
using ModelGen.Compiler.Backends.Cpu.Kernels;
using static ModelGen.Generator.Emit.Cpu.KernelSyntax;
using static ModelGen.Generator.Emit.Cpu.LoopSyntax;

namespace ModelGen.Generator.Emit.Cpu;

/// <summary>
/// Prints <see cref="ResizeKernel"/>: tables of what each row and column is made of (offsets in elements, weights as bit patterns), and the
/// loops that follow them.
/// </summary>
internal sealed class ResizeEmitter : IKernelEmitter
{
    /// <inheritdoc/>
    public void Emit(SourceWriter writer, CpuKernel kernel, string name)
    {
        var resize = (ResizeKernel)kernel;
        OpenKernel(writer, name, Operands(resize.IsBytes, "x", "y"));
        string type = resize.IsBytes ? "byte" : "float";
        writer.Open("for (int unit = begin; unit < end; unit++)");
        IReadOnlyDictionary<string, string> index = IndexSyntax.Split(writer, "unit", ("image", resize.Images), ("row", resize.Rows.Count));
        string image = Offset(index["image"], resize.Input.Image), row = index["row"];
        writer.Line($"ref {type} yRow = {At("y", Offset(index["image"], resize.Output.Image), Offset(row, resize.Output.Row))};");
        if (resize.Mode == ResizeMode.Nearest)
        {
            writer.Line($"ref {type} xRow = {At("x", image, $"{name}Rows[{row}]")};");
        }
        else
        {
            writer.Line($"ref float top = {At("x", image, $"{name}Rows[{row}]")};");
            writer.Line($"ref float bottom = {At("x", image, $"{name}LowerRows[{row}]")};");
            Weights(writer, "down", "up", $"{name}RowWeights[{row}]");
        }

        writer.Open($"for (int column = 0; column < {resize.Columns.Count}; column++)");
        writer.Line($"ref {type} target = {At("yRow", Offset("column", resize.Output.Column))};");
        if (resize.Mode == ResizeMode.Nearest)
        {
            writer.Line($"ref {type} source = ref Unsafe.Add(ref xRow, {name}Columns[column]);");
            if (resize.IsBytes)
            {
                writer.Line(CopyBytes("ref source", "ref target", Number(resize.Channels)));
            }
            else
            {
                Vectors(writer, resize.Channels, (i, lanes) => writer.Line(Store(Load("source", i, lanes), "target", i, lanes)));
            }
        }
        else
        {
            Bilinear(writer, resize, name);
        }

        writer.Close();
        writer.Close();
        Close(writer);
        Tables(writer, resize, name);
    }

    private static void Bilinear(SourceWriter writer, ResizeKernel kernel, string name)
    {
        writer.Line($"nint left = {name}Columns[column], right = {name}RightColumns[column];");
        Weights(writer, "far", "near", $"{name}ColumnWeights[column]");
        Vectors(writer, kernel.Channels, (i, lanes) =>
        {
            writer.Line($"V above = {Mix(Load("top", Sum(i, "left"), lanes), "near", Load("top", Sum(i, "right"), lanes), "far")};");
            writer.Line($"V below = {Mix(Load("bottom", Sum(i, "left"), lanes), "near", Load("bottom", Sum(i, "right"), lanes), "far")};");
            writer.Line(Store(Mix("above", "up", "below", "down"), "target", i, lanes));
        });
    }

    private static void Weights(SourceWriter writer, string high, string low, string bits)
    {
        writer.Line($"V {high} = S.Broadcast(BitConverter.Int32BitsToSingle({bits}));");
        writer.Line($"V {low} = S.Subtract(S.Broadcast(1f), {high});");
    }

    private static string Mix(string a, string weightOfA, string b, string weightOfB) => $"S.MultiplyAdd({a}, {weightOfA}, S.Multiply({b}, {weightOfB}))";

    private static void Tables(SourceWriter writer, ResizeKernel kernel, string name)
    {
        TableSyntax.Emit(writer, "int", name + "Rows", kernel.Rows.Select(t => t.Low * kernel.Input.Row));
        TableSyntax.Emit(writer, "int", name + "Columns", kernel.Columns.Select(t => t.Low * kernel.Input.Column));
        if (kernel.Mode == ResizeMode.Bilinear)
        {
            TableSyntax.Emit(writer, "int", name + "LowerRows", kernel.Rows.Select(t => t.High * kernel.Input.Row));
            TableSyntax.Emit(writer, "int", name + "RowWeights", kernel.Rows.Select(t => Bits(t.HighWeight)));
            TableSyntax.Emit(writer, "int", name + "RightColumns", kernel.Columns.Select(t => t.High * kernel.Input.Column));
            TableSyntax.Emit(writer, "int", name + "ColumnWeights", kernel.Columns.Select(t => Bits(t.HighWeight)));
        }
    }

    private static int Bits(float value) => BitConverter.ToInt32(BitConverter.GetBytes(value), 0);
}
