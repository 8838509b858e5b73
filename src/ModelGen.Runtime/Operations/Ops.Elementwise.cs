using Operators = ModelGen.IR.Operators;

namespace ModelGen;

public static partial class Ops
{
    /// <summary>max(x, 0).</summary>
    public static Tensor Relu(Tensor x) => new Operators.Relu().Apply(x);

    /// <summary>min(max(x, 0), 6).</summary>
    public static Tensor Relu6(Tensor x) => new Operators.Relu6().Apply(x);

    /// <summary>x where it is positive, else x · <paramref name="slope"/>.</summary>
    public static Tensor LeakyRelu(Tensor x, float slope = 0.01f) => new Operators.LeakyRelu(slope).Apply(x);

    /// <summary>x limited to <paramref name="min"/> … <paramref name="max"/>.</summary>
    public static Tensor Clip(Tensor x, float min, float max) => new Operators.Clip(min, max).Apply(x);

    /// <summary>1 / (1 + e⁻ˣ).</summary>
    public static Tensor Sigmoid(Tensor x) => new Operators.Sigmoid().Apply(x);

    /// <summary>The hyperbolic tangent.</summary>
    public static Tensor Tanh(Tensor x) => new Operators.Tanh().Apply(x);

    /// <summary>x · sigmoid(x), also known as Swish.</summary>
    public static Tensor SiLU(Tensor x) => new Operators.Silu().Apply(x);

    /// <summary>x / 6 + 1/2, limited to 0 … 1.</summary>
    public static Tensor HardSigmoid(Tensor x) => new Operators.HardSigmoid().Apply(x);

    /// <summary>x · <see cref="HardSigmoid"/>(x).</summary>
    public static Tensor HardSwish(Tensor x) => new Operators.HardSwish().Apply(x);

    /// <summary>x · Φ(x), with the normal distribution's Φ; or, where <paramref name="approximate"/> says so, by the formula with tanh.</summary>
    public static Tensor Gelu(Tensor x, bool approximate = false) => new Operators.Gelu(approximate).Apply(x);

    /// <summary>eˣ.</summary>
    public static Tensor Exp(Tensor x) => new Operators.Exp().Apply(x);

    /// <summary>The square root.</summary>
    public static Tensor Sqrt(Tensor x) => new Operators.Sqrt().Apply(x);

    /// <summary>The absolute value.</summary>
    public static Tensor Abs(Tensor x) => new Operators.Abs().Apply(x);

    /// <summary>The sum; shapes broadcast as in numpy.</summary>
    public static Tensor Add(Tensor left, Tensor right) => left + right;

    /// <summary>The difference; shapes broadcast as in numpy.</summary>
    public static Tensor Sub(Tensor left, Tensor right) => left - right;

    /// <summary>The product of elements; shapes broadcast as in numpy.</summary>
    public static Tensor Mul(Tensor left, Tensor right) => left * right;

    /// <summary>The quotient of elements; shapes broadcast as in numpy.</summary>
    public static Tensor Div(Tensor left, Tensor right) => left / right;

    /// <summary>The greater of two elements; shapes broadcast as in numpy.</summary>
    public static Tensor Max(Tensor left, Tensor right) => new Operators.Max().Apply(left, right);

    /// <summary>The lesser of two elements; shapes broadcast as in numpy.</summary>
    public static Tensor Min(Tensor left, Tensor right) => new Operators.Min().Apply(left, right);

    /// <summary>Bytes or integers as single-precision numbers of the same value.</summary>
    public static Tensor ToFloat(Tensor x) => new Operators.Cast(ElementType.Float32).Apply(x);
}
