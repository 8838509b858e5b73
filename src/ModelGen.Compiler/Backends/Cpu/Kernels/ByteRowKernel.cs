using ModelGen.IR.Operators;

namespace ModelGen.Compiler.Backends.Cpu.Kernels;

/// <summary>
/// Element-wise operators over whole tensors of bytes, each a row at a time. Parameters: the operands, then the result.
/// </summary>
/// <param name="Name">The name for generated code.</param>
/// <param name="Description">Shapes and operators.</param>
/// <param name="Loops">The loops; the operands in their order, then the result.</param>
/// <param name="Steps">The operators, a chain, with operands numbered as those of <see cref="ElementWiseKernel"/>.</param>
/// <param name="AreBytes">Whether the elements of each operand, then of the result, are bytes; else they are single precision.</param>
/// <param name="First">The element type of the first operand of the first step: a table may take signed bytes.</param>
public sealed record ByteRowKernel(
    string Name,
    string Description,
    LoopNest Loops,
    EquatableArray<FusedStep> Steps,
    EquatableArray<bool> AreBytes,
    ElementType First) : CpuKernel
{
    /// <summary>The bytes of a row that a chain takes at a time, so that those between its steps stay in the first cache.</summary>
    public const int ChainLength = 1024;

    /// <inheritdoc/>
    public override string Name { get; } = Name;

    /// <inheritdoc/>
    public override string Description { get; } = Description;
}
