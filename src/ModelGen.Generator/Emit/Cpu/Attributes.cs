namespace ModelGen.Generator.Emit.Cpu;

/// <summary>Attributes on generated members.</summary>
internal static class Attributes
{
    /// <summary>Marks a type as generated, so that analyzers and coverage leave it alone.</summary>
    public const string GeneratedCode = "[global::System.CodeDom.Compiler.GeneratedCode(\"ModelGen\", \"0.1.0\")]";
}
