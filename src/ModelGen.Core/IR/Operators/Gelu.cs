using System;
using ModelGen.IR.Text;
using ModelGen.Numerics;

namespace ModelGen.IR.Operators;

/// <summary>
/// x · Φ(x) with the distribution function of the normal distribution; with <paramref name="Approximate"/> the form
/// x / 2 · (1 + tanh(√(2 / π) · (x + 0.044715 · x³))).
/// </summary>
public sealed record Gelu(bool Approximate) : UnaryOperator
{
    private static readonly double SqrtHalf = Math.Sqrt(0.5);
    private static readonly double SqrtTwoByPi = Math.Sqrt(2 / Math.PI);

    /// <inheritdoc/>
    public override float Apply(float x)
    {
        double d = x;
        return Approximate
            ? (float)(0.5 * d * (1 + PortableMath.Tanh(SqrtTwoByPi * (d + (0.044715 * d * d * d)))))
            : (float)(0.5 * d * ErrorFunction.Erfc(-d * SqrtHalf));
    }

    /// <inheritdoc/>
    public override void WriteAttributes(AttributeWriter writer) => writer.Bool("approximate", Approximate);

    internal static Gelu Read(AttributeReader reader) => new(reader.Bool("approximate"));
}
