using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Backends.Cpu;

namespace ModelGen.Generator.Emit.Cpu;

/// <summary>Prints the steps: one call of a kernel each.</summary>
internal static class StepsEmitter
{
    /// <summary>Writes the class <c>Steps</c>.</summary>
    public static void Emit(SourceWriter writer, CpuProgram program, IReadOnlyList<string> names)
    {
        writer.Line(Attributes.GeneratedCode);
        writer.Line("file static class Steps<S, V>");
        writer.Line("    where S : struct, ISimd<V>");
        writer.Line("    where V : struct");
        writer.Open();
        writer.Open("internal static void Run(ModelContext context)");
        foreach (CpuStep step in program.Steps)
        {
            writer.Separate();
            writer.Line("// " + Title(step) + (step.Macs > 0 ? $", {KernelSyntax.Grouped(step.Macs)} MACs" : ""));
            string context = step.Parallel ? "c" : "context";
            string arguments = string.Join(", ", step.Operands.Select(o => Reference(o, context)).Concat(program.Kernels[step.Kernel].UsesByteTiles ? [context + ".Tiles"] : []));
            string call = $"Kernels.{names[step.Kernel]}<S, V>({arguments}, ";
            writer.Line(step.Parallel
                ? $"context.For({Units(step.Units)}, static (c, begin, end) =>\n    {call}begin, end));"
                : $"{call}0, {Units(step.Units)});");
        }

        writer.Close();
        writer.Close();
    }

    /// <summary>The layer, its operation and the shape of its result.</summary>
    public static string Title(CpuStep step) => (step.Scope.Length > 0 ? step.Scope + ": " : "") + step.Operation + " " + step.Shape;

    /// <summary>An operand as an argument: a reference to its first element.</summary>
    /// <param name="operand">The operand.</param>
    /// <param name="context">The name of the context.</param>
    public static string Reference(Operand operand, string context) =>
        $"ref {context}.{operand.Kind}{(operand.IsBytes ? "Byte" : "")}({KernelSyntax.Number(operand.Value)})";

    private static string Units(UnitCount units) => units.IsUniform
        ? KernelSyntax.Number(units.For512)
        : $"S.Count == 16 ? {units.For512} : S.Count == 8 ? {units.For256} : {units.For128}";
}
