namespace ModelGen.Npu;

/// <summary>What VEC computes; docs/npu-isa.md has the formulas.</summary>
public enum NpuVectorFunction : byte
{
    /// <summary>The sum of two operands, each scaled.</summary>
    Add,

    /// <summary>The difference of two operands, each scaled.</summary>
    Sub,

    /// <summary>The scaled product of two operands.</summary>
    Mul,

    /// <summary>The greater of two operands of the same scale.</summary>
    Max,

    /// <summary>The lesser of two operands of the same scale.</summary>
    Min,

    /// <summary>One operand, scaled.</summary>
    Rescale,

    /// <summary>What a table has for each byte.</summary>
    Lookup,
}
