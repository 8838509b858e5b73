using System.Collections.Generic;
using ModelGen.Compiler.Backends.Cpu.Kernels;
using static ModelGen.Generator.Emit.Cpu.KernelSyntax;

namespace ModelGen.Generator.Emit.Cpu;

/// <summary>The loops over the windows of a <see cref="PoolKernel"/>, each cut to what lies inside the input.</summary>
internal static class PoolSyntax
{
    /// <summary>
    /// Opens the loops over units and columns of the result. Declares <c>xImage</c>, <c>yRow</c> and a row of each operand of the epilogue,
    /// and for windows that may hang over the border what of them lies inside. The caller closes both.
    /// </summary>
    /// <param name="writer">Where to.</param>
    /// <param name="pool">The windows.</param>
    /// <param name="type">The C# type of the elements.</param>
    public static void OpenWindows(SourceWriter writer, PoolKernel pool, string type)
    {
        writer.Open("for (int unit = begin; unit < end; unit++)");
        IReadOnlyDictionary<string, string> index = IndexSyntax.Split(writer, "unit", ("image", pool.Result[0]), ("row", pool.Result[1]));
        string image = index["image"], row = index["row"];
        writer.Line($"ref {type} xImage = {At("x", Offset(image, pool.InputStrides.Image))};");
        writer.Line($"ref {type} yRow = {At("y", Offset(image, pool.OutputStrides.Image), Offset(row, pool.OutputStrides.Row))};");
        for (int i = 0; i < pool.Epilogue.Operands.Count; i++)
        {
            EquatableArray<int> strides = pool.Epilogue.Operands[i].Strides;
            writer.Line($"ref {type} e{i}Row = {At("e" + i, Offset(image, strides[0]), Offset(row, strides[1]))};");
        }

        Range(writer, pool, "Row", row, pool.Window.Height, pool.Stride.Height, pool.Dilation.Height, pool.Pads.Top, pool.Input.Height);
        writer.Open($"for (int column = 0; column < {pool.Result[2]}; column++)");
        Range(writer, pool, "Column", "column", pool.Window.Width, pool.Stride.Width, pool.Dilation.Width, pool.Pads.Left, pool.Input.Width);
    }

    /// <summary>Declares <c>window</c>, its first element inside the input.</summary>
    public static void DeclareWindow(SourceWriter writer, PoolKernel pool, string type)
    {
        string row = pool.Result[1] == 1 ? "0" : "row";
        writer.Line($"ref {type} window = {At("xImage", Place("Row", pool.Stride.Height, pool.Dilation.Height, pool.InputStrides.Row, row, pool), Place("Column", pool.Stride.Width, pool.Dilation.Width, pool.InputStrides.Column, "column", pool))};");
    }

    /// <summary>The rows and columns of a window that lie inside the input.</summary>
    public static (string Rows, string Columns) Extents(PoolKernel pool) => pool.IsInside
        ? (Number(pool.Window.Height), Number(pool.Window.Width))
        : ("endRow - firstRow", "endColumn - firstColumn");

    /// <summary>The first element of the window along an axis, and the first after it, that lie inside the input.</summary>
    private static void Range(SourceWriter writer, PoolKernel pool, string axis, string index, int window, int stride, int dilation, int pad, int extent)
    {
        if (pool.IsInside)
        {
            return;
        }

        string start = Sum(Times(index, stride), pad == 0 ? "0" : Number(-pad));
        writer.Line($"int start{axis} = {start};");
        writer.Line($"int first{axis} = start{axis} >= 0 ? 0 : ({dilation - 1} - start{axis}) / {dilation};");
        writer.Line($"int end{axis} = Math.Min({window}, ({extent} - start{axis} + {dilation - 1}) / {dilation});");
    }

    private static string Place(string axis, int stride, int dilation, int elements, string index, PoolKernel pool) => pool.IsInside
        ? Offset(index, (long)stride * elements)
        : $"(nint)(start{axis} + (first{axis} * {dilation})) * {elements}";
}
