using System;
using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Backends.Cpu;

namespace ModelGen.Generator.Emit.Cpu;

/// <summary>Applies the fused steps of a kernel to the vectors of its tile: in place where they are short, else by one method that all call.</summary>
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
}
