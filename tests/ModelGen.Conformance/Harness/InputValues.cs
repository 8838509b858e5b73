using System;
using System.Linq;
using CsCheck;
using ModelGen.IR;

namespace ModelGen.Conformance.Harness;

/// <summary>Which values an input takes.</summary>
/// <param name="Low">The least.</param>
/// <param name="High">The greatest.</param>
/// <param name="Corners">Whether a tenth of the values are the ends of the range and other numbers at which functions bend.</param>
internal readonly record struct InputValues(float Low, float High, bool Corners = false)
{
    /// <summary>−1 to 1.</summary>
    public static readonly InputValues Unit = new(-1, 1);

    private static readonly float[] CornerValues = [0, -0f, 1, -1, 0.5f, -0.5f, 3, -3, 6, -6, 1e-30f, -1e-30f, float.Epsilon, 1.17549435e-38f, 88, -88];

    /// <summary>A tensor of such values; integers are drawn from Low up to, but not including, High.</summary>
    public Tensor Draw(TensorType type, ulong seed)
    {
        var state = new PCG(7, seed);
        (float low, float high, bool corners) = this;
        switch (type.Element)
        {
            case ElementType.Int32:
                return new Tensor(type.Shape, Fill(type.Shape, () => (int)low + (int)state.Next((uint)(high - low))));
            case ElementType.UInt8:
                return new Tensor(type.Shape, Fill(type.Shape, () => (byte)state.Next(256)));
            case ElementType.Int8:
                return new Tensor(type.Shape, Fill(type.Shape, () => (sbyte)((int)state.Next(256) - 128)));
            default:
                float[] special = [low, high, .. CornerValues.Where(v => v >= low && v <= high)];
                return new Tensor(type.Shape, Fill(type.Shape, () => corners && state.Next(10) == 0 ? special[state.Next((uint)special.Length)] : Uniform(state, low, high)));
        }
    }

    private static float Uniform(PCG state, float low, float high) => (float)(low + (state.Next() / (uint.MaxValue + 1.0) * ((double)high - low)));

    private static T[] Fill<T>(Shape shape, Func<T> next)
    {
        var values = new T[shape.ElementCount];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = next();
        }

        return values;
    }
}
