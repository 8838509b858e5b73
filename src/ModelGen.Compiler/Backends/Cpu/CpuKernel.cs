namespace ModelGen.Compiler.Backends.Cpu;

/// <summary>
/// A loop nest with every extent, stride, tile and fused step fixed, but without addresses: steps bind its operands, so layers of equal
/// shape share one kernel. Derived records hold nothing but what the emitter needs to print.
/// </summary>
public abstract record CpuKernel
{
    /// <summary>A short name for generated code, as in <c>Conv3x3</c>; made unique by the emitter.</summary>
    public abstract string Name { get; }

    /// <summary>What it computes, in a line for the comment above it: shapes and attributes.</summary>
    public abstract string Description { get; }

    /// <summary>The register tile or the like, for comments and reports; empty when there is nothing to tell.</summary>
    public virtual string Tile => "";

    /// <summary>Whether it takes the primitives for products of bytes as its last operand.</summary>
    public virtual bool UsesByteTiles => false;
}
