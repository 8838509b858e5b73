using System;
using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Backends.Cpu;

namespace ModelGen.Generator.Emit.Cpu;

/// <summary>
/// Applies the fused steps of a kernel to the vectors of its tile: in place where they are short, else by one method that all call, for a vector or, where there
/// are many and their steps read nothing else, for the tile after it is stored.
/// </summary>
internal static class EpilogueEmitter
{
    /// <summary>The expression of the result, after writing what it needs.</summary>
    /// <param name="writer">Where variables go.</param>
    /// <param name="epilogue">The steps.</param>
    /// <param name="kernel">The name of the kernel.</param>
    /// <param name="value">The variable that holds the kernel's own result.</param>
    /// <param name="operand">The expression that loads a vector of a further operand, by its index.</param>
    /// <param name="prefix">A prefix for variables, unique in the method.</param>
    public static string Apply(SourceWriter writer, Epilogue epilogue, string kernel, string value, Func<int, string> operand, string prefix) =>
        ExpressionEmitter.IsLong(epilogue)
            ? $"{kernel}Epilogue<S, V>({string.Join(", ", new[] { value }.Concat(epilogue.Operands.Select((_, i) => operand(i))))})"
            : ExpressionEmitter.Emit(writer, epilogue, value, operand, prefix);

    /// <summary>Whether a tile of many vectors is stored before its steps: calls for each vector would move all others between registers and memory.</summary>
    public static bool IsApart(Epilogue epilogue) => ExpressionEmitter.IsLong(epilogue) && epilogue.Operands.Count == 0;

    /// <summary>The call for a stored tile, if <see cref="IsApart"/>.</summary>
    /// <param name="kernel">The name of the kernel.</param>
    /// <param name="pixels">The pixels of the tile.</param>
    /// <param name="stride">From pixel to pixel.</param>
    /// <param name="length">The expression of a pixel's elements.</param>
    public static string ApplyToTile(string kernel, int pixels, int stride, string length) => $"{kernel}Epilogue<S, V>(ref y, {pixels}, {stride}, {length});";

    /// <summary>The parameters of a kernel in their order: what it reads, the bias if there is one, its result, and the further operands.</summary>
    public static IEnumerable<string> Operands(IEnumerable<string> sources, bool hasBias, Epilogue epilogue) =>
        sources.Concat(hasBias ? ["bias"] : []).Append("y").Concat(epilogue.Operands.Select((_, i) => "e" + i));

    /// <summary>Writes, after the kernel, the method that <see cref="Apply"/> calls for long epilogues; nothing for short ones.</summary>
    public static void Emit(SourceWriter writer, Epilogue epilogue, string kernel)
    {
        if (!ExpressionEmitter.IsLong(epilogue))
        {
            return;
        }

        writer.Line();
        IEnumerable<string> parameters = new[] { "V value" }.Concat(epilogue.Operands.Select((_, i) => "V e" + i));
        writer.Line("[MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]");
        writer.Line($"private static V {kernel}Epilogue<S, V>({string.Join(", ", parameters)})");
        writer.Line("    where S : struct, ISimd<V>");
        writer.Line("    where V : struct");
        writer.Open();
        writer.Line($"return {ExpressionEmitter.Emit(writer, epilogue, "value", i => "e" + i, "step")};");
        writer.Close();
    }

    /// <summary>The same for <see cref="ApplyToTile"/>.</summary>
    public static void EmitForTile(SourceWriter writer, Epilogue epilogue, string kernel)
    {
        writer.Line();
        writer.Line("[MethodImpl(MethodImplOptions.AggressiveOptimization)]");
        writer.Line($"private static void {kernel}Epilogue<S, V>(ref float y, int pixels, nint stride, int length)");
        writer.Line("    where S : struct, ISimd<V>");
        writer.Line("    where V : struct");
        writer.Open();
        writer.Open("for (int pixel = 0; pixel < pixels; pixel++)");
        writer.Line("nint i = 0;");
        writer.Open("for (; i <= length - S.Count; i += S.Count)");
        Step(null);
        writer.Close();
        writer.Line();
        writer.Open("if (i < length)");
        Step("(int)(length - i)");
        writer.Close();
        writer.Line();
        writer.Line("y = ref Unsafe.Add(ref y, stride);");
        writer.Close();
        writer.Close();

        void Step(string? lanes)
        {
            writer.Line($"V value = {LoopSyntax.Load("y", "i", lanes)};");
            writer.Line(LoopSyntax.Store(ExpressionEmitter.Emit(writer, epilogue, "value", _ => "", "step"), "y", "i", lanes));
        }
    }
}
