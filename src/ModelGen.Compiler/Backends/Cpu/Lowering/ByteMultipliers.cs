using System.Collections.Generic;
using ModelGen.IR.Operators;
using ModelGen.Numerics;

namespace ModelGen.Compiler.Backends.Cpu.Lowering;

/// <summary>The constants by which sums of products of bytes become bytes.</summary>
internal static class ByteMultipliers
{
    /// <summary>The nodes of the multipliers under <see cref="RoundingRule.Onnx"/>, else of mantissas and of shifts: one value for each scale.</summary>
    /// <param name="context">The program under construction.</param>
    /// <param name="x">The scale of the left operand.</param>
    /// <param name="y">The scale of the result.</param>
    /// <param name="rounding">The rule.</param>
    /// <param name="scales">The node of the scales of the right operand.</param>
    public static IReadOnlyList<int> Of(LoweringContext context, float x, float y, RoundingRule rounding, int scales)
    {
        int Factor(FixedPointPart part) => context.Derive(new FixedPointFactor(x, y, part), scales);
        int Scalar(float value) => context.Derive(Literal.Scalar(value));
        return rounding == RoundingRule.Onnx
            ? [context.Derive(new Div(), context.Derive(new Mul(), scales, Scalar(x)), Scalar(y))]
            : [Factor(FixedPointPart.Mantissa), Factor(FixedPointPart.Shift)];
    }
}
