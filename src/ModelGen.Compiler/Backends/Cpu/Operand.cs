namespace ModelGen.Compiler.Backends.Cpu;

/// <summary>Where an operand of a step lies.</summary>
public enum OperandKind
{
    /// <summary>In the arena of the context: the value is an offset in elements.</summary>
    Arena,

    /// <summary>A packed constant: the value is an index into the constants of the link plan.</summary>
    Constant,
}

/// <summary>What a step hands to a kernel's parameter.</summary>
/// <param name="Kind">Where it lies.</param>
/// <param name="Value">An offset or an index, as the kind says.</param>
/// <param name="IsBytes">Whether its elements are bytes, in which offsets then count; else they have the size of a single.</param>
public readonly record struct Operand(OperandKind Kind, int Value, bool IsBytes = false)
{
    /// <summary>A single-precision element of the arena.</summary>
    public static Operand Arena(int offset) => new(OperandKind.Arena, offset);

    /// <summary>A packed constant of elements with the size of a single.</summary>
    public static Operand Constant(int index) => new(OperandKind.Constant, index);

    /// <summary>A packed constant of bytes.</summary>
    public static Operand ConstantBytes(int index) => new(OperandKind.Constant, index, IsBytes: true);

    /// <summary>The operand moved by a number of elements.</summary>
    public Operand Plus(int elements) => Kind == OperandKind.Arena ? this with { Value = Value + elements } : this;
}
