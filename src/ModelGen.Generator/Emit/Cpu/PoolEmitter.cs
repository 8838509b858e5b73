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
        PoolSyntax.OpenWindows(writer, pool, "float");
        if (pool is { IsInside: false, IsMax: false, CountPadding: false })
        {
            writer.Line("V count = S.Broadcast((float)((endRow - firstRow) * (endColumn - firstColumn)));");
        }

        PoolSyntax.DeclareWindow(writer, pool, "float");
        Channels(writer, pool, name);
        writer.Close();
        writer.Close();
        Close(writer);
        EpilogueEmitter.Emit(writer, pool.Epilogue, name);
    }

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
        (string rows, string columns) = PoolSyntax.Extents(pool);
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
