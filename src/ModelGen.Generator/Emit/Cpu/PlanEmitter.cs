using ModelGen.Compiler.Backends.Cpu;
using ModelGen.Linking;

namespace ModelGen.Generator.Emit.Cpu;

/// <summary>Prints what the runtime needs to link and to make contexts: the link plan's text and the size of the arena.</summary>
internal static class PlanEmitter
{
    /// <summary>Writes the class <c>Plan</c>.</summary>
    public static void Emit(SourceWriter writer, CpuProgram program)
    {
        writer.Line(Attributes.GeneratedCode);
        writer.Open("file static class Plan");
        writer.Line("/// <summary>Single-precision elements of a context's arena.</summary>");
        writer.Line($"internal const int ArenaLength = {program.ArenaLength};");
        writer.Line();
        writer.Line("/// <summary>How the constants of the kernels are computed from the weights and laid out for each vector width.</summary>");
        RawString.Write(writer, "internal const string Link", LinkPlanText.Print(program.Link));
        writer.Line();
        writer.Line("/// <summary>The steps for an instruction set. Ahead-of-time compilers drop those that the target cannot have.</summary>");
        writer.Open("internal static Action<ModelContext> Steps(Isa isa)");
        foreach (int bits in new[] { 512, 256 })
        {
            writer.Open($"if (Vector{bits}.IsHardwareAccelerated && isa == Isa.Vector{bits})");
            writer.Line($"return Steps<Simd{bits}, Vector{bits}<float>>.Run;");
            writer.Close();
            writer.Line();
        }

        writer.Line("return Steps<Simd128, Vector128<float>>.Run;");
        writer.Close();
        writer.Close();
    }
}
