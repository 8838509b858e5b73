namespace ModelGen.Compiler.Passes;

/// <summary>How large a fused kernel may grow.</summary>
/// <param name="Steps">The most element-wise steps behind the anchor.</param>
/// <param name="Operands">The most values read by the steps, or by an element-wise kernel as a whole: each needs a register.</param>
public readonly record struct FusionLimits(int Steps, int Operands)
{
    /// <summary>Enough for the epilogues of known networks, few enough for the registers of every vector width.</summary>
    public static FusionLimits Default { get; } = new(16, 6);
}
