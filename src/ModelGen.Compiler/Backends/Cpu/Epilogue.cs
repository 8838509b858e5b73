using ModelGen.IR.Operators;

namespace ModelGen.Compiler.Backends.Cpu;

/// <summary>
/// Element-wise steps that run on a kernel's result while it is in registers. Step operands are numbered as in <see cref="Fused"/>:
/// at least 0 is an entry of <paramref name="Operands"/>, <c>~0</c> the kernel's own result, <c>~k</c> the result of step k.
/// </summary>
/// <param name="Steps">The steps; empty for a kernel without any.</param>
/// <param name="Operands">How the further operands are addressed; each is one more parameter of the kernel, after its own.</param>
public sealed record Epilogue(EquatableArray<FusedStep> Steps, EquatableArray<EpilogueOperand> Operands)
{
    /// <summary>No steps.</summary>
    public static Epilogue None { get; } = new(default, default);
}

/// <summary>How a further operand is addressed from the index of an element of the result.</summary>
/// <param name="Strides">The distance in elements for each axis of the result; 0 on an axis along which the operand is broadcast.</param>
public readonly record struct EpilogueOperand(EquatableArray<int> Strides)
{
    /// <summary>Whether neighbours on the result's last axis are neighbours of the operand; else they all see one element.</summary>
    public bool IsVector => Strides.Count > 0 && Strides[Strides.Count - 1] == 1;

    /// <summary>Whether every element of the result sees the same single element.</summary>
    public bool IsScalar
    {
        get
        {
            foreach (int stride in Strides)
            {
                if (stride != 0)
                {
                    return false;
                }
            }

            return true;
        }
    }
}
