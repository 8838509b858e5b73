using System.Globalization;
using Microsoft.CodeAnalysis.CSharp;
using ModelGen.Compiler.Backends.Cpu;
using ModelGen.Linking;

namespace ModelGen.Generator.Emit.Cpu;

/// <summary>Prints what the runtime needs to link and to make contexts: the link plan's text and the size of the arena.</summary>
internal static class PlanEmitter
{
    /// <summary>Writes the class <c>Plan</c>.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="program">The lowered network.</param>
    /// <param name="weights">The weights file that is embedded for it, relative to the project; null when there is none.</param>
    public static void Emit(SourceWriter writer, CpuProgram program, string? weights)
    {
        writer.Line(Attributes.GeneratedCode);
        writer.Open("file static class Plan");
        writer.Line("/// <summary>Single-precision elements of a context's arena.</summary>");
        writer.Line($"internal const int ArenaLength = {program.ArenaLength};");
        writer.Line();
        writer.Line("/// <summary>How the constants of the kernels are computed from the weights and laid out for each vector width.</summary>");
        string plan = LinkPlanText.Print(program.Link);
        string? file = weights is null ? null : EmbeddedWeights.Path(weights);
        if (file is not null)
        {
            writer.Line($"[LinkPlan({SymbolDisplay.FormatLiteral(file, quote: true)})]");
        }

        RawString.Write(writer, "internal static string Link() =>", plan);
        if (file is not null)
        {
            writer.Line();
            writer.Line("/// <summary>What the build calls this plan linked with these weights.</summary>");
            writer.Line($"internal const ulong LinkHash = 0x{LinkPlanText.Hash(file, plan).ToString("X16", CultureInfo.InvariantCulture)};");
        }

        writer.Line();
        writer.Line("/// <summary>The steps for an instruction set, the only one whose types are loaded. Ahead-of-time compilers drop those that the target cannot have.</summary>");
        writer.Open("internal static Action<ModelContext> Steps(Isa isa)");
        foreach (int bits in new[] { 512, 256 })
        {
            // Simd512.IsSupported in a form that ahead-of-time compilers know to be constant.
            string supported = bits == 512 ? "(Vector512.IsHardwareAccelerated || RuntimeFeature.IsDynamicCodeCompiled)" : $"Vector{bits}.IsHardwareAccelerated";
            writer.Open($"if ({supported} && isa == Isa.Vector{bits})");
            writer.Line($"return Steps{bits}();");
            writer.Close();
            writer.Line();
        }

        writer.Line("return Steps128();");
        writer.Close();
        foreach (int bits in new[] { 128, 256, 512 })
        {
            writer.Line();
            writer.Line($"private static Action<ModelContext> Steps{bits}() => Steps<Simd{bits}, Vector{bits}<float>>.Run;");
        }

        writer.Close();
    }
}
