using ModelGen.IR.Operators;

namespace ModelGen.Compiler.Backends.Cpu.Kernels;

/// <summary>
/// Element-wise operators over whole tensors, whose intermediate results stay in registers. Parameters: the operands, then the result.
/// </summary>
/// <param name="Name">The name for generated code.</param>
/// <param name="Description">Shapes and operators.</param>
/// <param name="Loops">The loops; the operands in their order, then the result.</param>
/// <param name="Steps">
/// The operators. Their operands are numbered as in <see cref="Fused"/>: at least 0 an operand of the kernel, <c>~k</c> the result of
/// step k, counted from 1.
/// </param>
/// <param name="Element">The element type of the first operand; it is converted as it is loaded. All others are single precision.</param>
public sealed record ElementWiseKernel(
    string Name,
    string Description,
    LoopNest Loops,
    EquatableArray<FusedStep> Steps,
    ElementType Element) : CpuKernel
{
    /// <inheritdoc/>
    public override string Name { get; } = Name;

    /// <inheritdoc/>
    public override string Description { get; } = Description;
}

