using ModelGen.IR.Operators;

namespace ModelGen;

/// <content>Element-wise arithmetic, evaluated at once. Shapes broadcast by numpy's rule.</content>
public sealed partial class Tensor
{
    /// <summary>A single-precision tensor without axes.</summary>
    public static Tensor Scalar(float value) => new(Shape.Scalar, new[] { value });

    /// <summary>Element by element.</summary>
    /// <exception cref="System.ArgumentException">The operands do not broadcast or are not single precision.</exception>
    public static Tensor operator +(Tensor left, Tensor right) => new Add().Apply(left, right);

    /// <summary>Element by element.</summary>
    /// <exception cref="System.ArgumentException">The operands do not broadcast or are not single precision.</exception>
    public static Tensor operator +(Tensor left, float right) => new Add().Apply(left, Scalar(right));

    /// <summary>Element by element.</summary>
    /// <exception cref="System.ArgumentException">The operands do not broadcast or are not single precision.</exception>
    public static Tensor operator +(float left, Tensor right) => new Add().Apply(Scalar(left), right);

    /// <summary>Element by element.</summary>
    /// <exception cref="System.ArgumentException">The operands do not broadcast or are not single precision.</exception>
    public static Tensor operator -(Tensor left, Tensor right) => new Sub().Apply(left, right);

    /// <summary>Element by element.</summary>
    /// <exception cref="System.ArgumentException">The operands do not broadcast or are not single precision.</exception>
    public static Tensor operator -(Tensor left, float right) => new Sub().Apply(left, Scalar(right));

    /// <summary>Element by element.</summary>
    /// <exception cref="System.ArgumentException">The operands do not broadcast or are not single precision.</exception>
    public static Tensor operator -(float left, Tensor right) => new Sub().Apply(Scalar(left), right);

    /// <summary>Element by element.</summary>
    /// <exception cref="System.ArgumentException">The operands do not broadcast or are not single precision.</exception>
    public static Tensor operator *(Tensor left, Tensor right) => new Mul().Apply(left, right);

    /// <summary>Element by element.</summary>
    /// <exception cref="System.ArgumentException">The operands do not broadcast or are not single precision.</exception>
    public static Tensor operator *(Tensor left, float right) => new Mul().Apply(left, Scalar(right));

    /// <summary>Element by element.</summary>
    /// <exception cref="System.ArgumentException">The operands do not broadcast or are not single precision.</exception>
    public static Tensor operator *(float left, Tensor right) => new Mul().Apply(Scalar(left), right);

    /// <summary>Element by element.</summary>
    /// <exception cref="System.ArgumentException">The operands do not broadcast or are not single precision.</exception>
    public static Tensor operator /(Tensor left, Tensor right) => new Div().Apply(left, right);

    /// <summary>Element by element.</summary>
    /// <exception cref="System.ArgumentException">The operands do not broadcast or are not single precision.</exception>
    public static Tensor operator /(Tensor left, float right) => new Div().Apply(left, Scalar(right));

    /// <summary>Element by element.</summary>
    /// <exception cref="System.ArgumentException">The operands do not broadcast or are not single precision.</exception>
    public static Tensor operator /(float left, Tensor right) => new Div().Apply(Scalar(left), right);

    /// <summary>Element by element.</summary>
    public static Tensor operator -(Tensor x) => new Negate().Apply(x);
}
