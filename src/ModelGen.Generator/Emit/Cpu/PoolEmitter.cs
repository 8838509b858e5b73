using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Backends.Cpu;
using ModelGen.Compiler.Backends.Cpu.Kernels;
using static ModelGen.Generator.Emit.Cpu.KernelSyntax;

namespace ModelGen.Generator.Emit.Cpu;

/// <summary>
/// Prints <see cref="PoolKernel"/>: a row of windows at a time, a vector of channels of each. Windows that may hang over the border are
/// cut to what lies inside; small windows that never do are unrolled.
/// </summary>
internal sealed class PoolEmitter : IKernelEmitter
{
    private const int LargestUnrolled = 16;

    /// <inheritdoc/>
    public void Emit(SourceWriter writer, CpuKernel kernel, string name)
    {
        var pool = (PoolKernel)kernel;
        OpenKernel(writer, name, EpilogueEmitter.Operands(["x"], hasBias: false, pool.Epilogue));
        writer.Open("for (int unit = begin; unit < end; unit++)");
        IReadOnlyDictionary<string, string> index = IndexSyntax.Split(writer, "unit", ("image", pool.Result[0]), ("row", pool.Result[1]));
        string image = index["image"], row = index["row"];
        writer.Line($"ref float xImage = {At("x", Offset(image, pool.InputStrides.Image))};");
        writer.Line($"ref float yRow = {At("y", Offset(image, pool.OutputStrides.Image), Offset(row, pool.OutputStrides.Row))};");
        for (int i = 0; i < pool.Epilogue.Operands.Count; i++)
        {
            EquatableArray<int> strides = pool.Epilogue.Operands[i].Strides;
            writer.Line($"ref float e{i}Row = {At("e" + i, Offset(image, strides[0]), Offset(row, strides[1]))};");
        }

        Range(writer, pool, "Row", row, pool.Window.Height, pool.Stride.Height, pool.Dilation.Height, pool.Pads.Top, pool.Input.Height);
        writer.Open($"for (int column = 0; column < {pool.Result[2]}; column++)");
        Range(writer, pool, "Column", "column", pool.Window.Width, pool.Stride.Width, pool.Dilation.Width, pool.Pads.Left, pool.Input.Width);
        if (pool is { IsInside: false, IsMax: false, CountPadding: false })
        {
            writer.Line("V count = S.Broadcast((float)((endRow - firstRow) * (endColumn - firstColumn)));");
        }

        writer.Line($"ref float window = {At("xImage", Place("Row", pool.Stride.Height, pool.Dilation.Height, pool.Pads.Top, pool.InputStrides.Row, row, pool), Place("Column", pool.Stride.Width, pool.Dilation.Width, pool.Pads.Left, pool.InputStrides.Column, "column", pool))};");
        Channels(writer, pool, name);
        writer.Close();
        writer.Close();
        Close(writer);
        EpilogueEmitter.Emit(writer, pool.Epilogue, name);
    }

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

    private static string Place(string axis, int stride, int dilation, int pad, int elements, string index, PoolKernel pool) => pool.IsInside
        ? Offset(index, (long)stride * elements)
        : $"(nint)(start{axis} + (first{axis} * {dilation})) * {elements}";

    private static void Channels(SourceWriter writer, PoolKernel pool, string name) =>
        LoopSyntax.Vectors(writer, pool.Result[3], (channel, lanes) => Vector(writer, pool, name, channel, lanes));

    /// <summary>One vector of a window's result: it is loaded in full, and stored as far as there are channels.</summary>
    private static void Vector(SourceWriter writer, PoolKernel pool, string name, string channel, string? lanes)
    {
        if (pool.IsInside && pool.Window.Height * pool.Window.Width <= LargestUnrolled)
        {
            Unrolled(writer, pool, channel);
        }
        else
        {
            Loops(writer, pool, At("window", channel));
        }

        if (!pool.IsMax && !(pool.IsInside && pool.Window == 1))
        {
            writer.Line($"value = S.Divide(value, {(pool.IsInside || pool.CountPadding ? $"S.Broadcast({Float(pool.Window.Height * pool.Window.Width)})" : "count")});");
        }

        string Operand(int number)
        {
            EpilogueOperand operand = pool.Epilogue.Operands[number];
            string place = Offset("column", operand.Strides[2]);
            return operand.IsVector ? $"S.Load({At($"e{number}Row", place, channel)})" : $"S.Broadcast({At($"e{number}Row", place)})";
        }

        string value = EpilogueEmitter.Apply(writer, pool.Epilogue, name, "value", Operand, "step");
        writer.Line(LoopSyntax.Store(value, "yRow", Sum(Offset("column", pool.OutputStrides.Column), channel), lanes));
    }

    private static void Unrolled(SourceWriter writer, PoolKernel pool, string channel)
    {
        string[] loads = [.. from row in Enumerable.Range(0, pool.Window.Height)
                             from column in Enumerable.Range(0, pool.Window.Width)
                             let offset = ((long)row * pool.Dilation.Height * pool.InputStrides.Row) + ((long)column * pool.Dilation.Width * pool.InputStrides.Column)
                             select $"S.Load({At("window", channel, Number(offset))})"];
        writer.Line($"V value = {loads[0]};");
        foreach (string load in loads.Skip(1))
        {
            writer.Line($"value = {Combine(pool, load)};");
        }
    }

    private static void Loops(SourceWriter writer, PoolKernel pool, string element)
    {
        (string rows, string columns) = pool.IsInside ? (Number(pool.Window.Height), Number(pool.Window.Width)) : ("endRow - firstRow", "endColumn - firstColumn");
        writer.Line($"V value = {(pool.IsMax ? "S.Broadcast(float.NegativeInfinity)" : "S.Zero")};");
        writer.Line($"ref float line = {element};");
        writer.Open($"for (int windowRow = 0; windowRow < {rows}; windowRow++)");
        writer.Line("ref float cell = ref line;");
        writer.Open($"for (int windowColumn = 0; windowColumn < {columns}; windowColumn++)");
        writer.Line($"value = {Combine(pool, "S.Load(ref cell)")};");
        writer.Line($"cell = ref Unsafe.Add(ref cell, {pool.Dilation.Width * pool.InputStrides.Column});");
        writer.Close();
        writer.Line($"line = ref Unsafe.Add(ref line, {pool.Dilation.Height * pool.InputStrides.Row});");
        writer.Close();
    }

    private static string Combine(PoolKernel pool, string element) => pool.IsMax ? $"S.Maximum(value, {element})" : $"S.Add(value, {element})";
}
