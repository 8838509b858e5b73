using System;
using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Backends.Cpu;

namespace ModelGen.Generator.Emit.Cpu;

/// <summary>
/// Prints a <see cref="CpuProgram"/> as file-local types in a namespace of their own, where the short names of the helpers cannot
/// meet a user's: <c>Plan</c> (text and sizes), <c>Steps</c> and <c>Kernels</c>.
/// </summary>
internal static class ProgramEmitter
{
    /// <summary>The namespace of the file-local types.</summary>
    public const string Namespace = "ModelGen.Generated";

    /// <summary>The namespace of the file-local types of a second program, that in single precision beside the quantized one.</summary>
    public const string FloatNamespace = Namespace + ".Float";

    /// <summary>Writes the namespace with everything in it.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="program">The lowered network.</param>
    /// <param name="weights">The weights file that is embedded for it, relative to the project; null when there is none.</param>
    /// <param name="space">The namespace.</param>
    public static void Emit(SourceWriter writer, CpuProgram program, string? weights, string space = Namespace)
    {
        string[] names = Names(program);
        writer.Open("namespace " + space);
        writer.Line("using global::System;");
        writer.Line("using global::System.Runtime.CompilerServices;");
        writer.Line("using global::System.Runtime.Intrinsics;");
        writer.Line("using global::ModelGen;");
        writer.Line("using global::ModelGen.CompilerServices;");
        writer.Line();
        PlanEmitter.Emit(writer, program, weights);
        writer.Line();
        StepsEmitter.Emit(writer, program, names);
        writer.Line();
        EmitKernels(writer, program, names);
        writer.Close();
    }

    /// <summary>The names of the kernels' methods.</summary>
    public static string[] Names(CpuProgram program)
    {
        var taken = new HashSet<string>(StringComparer.Ordinal);
        return [.. program.Kernels.Select(k => Identifiers.Unique(k.Name + "_", taken).TrimEnd('_'))];
    }

    private static void EmitKernels(SourceWriter writer, CpuProgram program, string[] names)
    {
        writer.Line(Attributes.GeneratedCode);
        writer.Open("file static class Kernels");
        for (int i = 0; i < program.Kernels.Count; i++)
        {
            CpuKernel kernel = program.Kernels[i];
            writer.Separate();
            writer.Line("// " + names[i] + ": " + kernel.Description);
            CpuStep[] users = [.. program.Steps.Where(s => s.Kernel == i)];
            writer.Line("// for " + string.Join(", ", users.Select(StepsEmitter.Title)) + (users[0].Macs > 0 ? $"; {KernelSyntax.Grouped(users[0].Macs)} MACs" : ""));
            if (kernel.Tile.Length > 0)
            {
                writer.Line("// tiles: " + kernel.Tile);
            }

            KernelEmitters.Find(kernel).Emit(writer, kernel, names[i]);
        }

        writer.Close();
    }
}
