using ModelGen.IR;
using ModelGen.IR.Operators;

namespace ModelGen.Compiler.Passes;

/// <summary>The interval that a clamping activation maps to.</summary>
internal readonly record struct Clamp(float Min, float Max)
{
    /// <summary>The interval of Relu, Relu6 and Clip; null for other operators.</summary>
    public static Clamp? Of(Operator op) => op switch
    {
        Relu => new Clamp(0, float.PositiveInfinity),
        Relu6 => new Clamp(0, 6),
        Clip clip => new Clamp(clip.Min, clip.Max),
        _ => null,
    };

    /// <summary>The operator that back ends know best for the interval.</summary>
    public Operator ToOperator() => this switch
    {
        (0, float.PositiveInfinity) => new Relu(),
        (0, 6) => new Relu6(),
        _ => new Clip(Min, Max),
    };
}
