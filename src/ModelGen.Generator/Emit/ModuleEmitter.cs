using ModelGen.Generator.Declarations;

namespace ModelGen.Generator.Emit;

/// <summary>Writes the generated part of a [Module] class.</summary>
internal static class ModuleEmitter
{
    /// <summary>The text of the file.</summary>
    public static string Emit(ModuleDeclaration module)
    {
        SourceWriter writer = GeneratedFile.Create();
        GeneratedFile.OpenType(writer, module.Type, ": " + BindEmitter.Interface);
        BindEmitter.Write(writer, module.Fields);
        return GeneratedFile.Finish(writer);
    }
}
