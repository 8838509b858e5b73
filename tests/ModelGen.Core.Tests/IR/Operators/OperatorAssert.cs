using System.Linq;
using ModelGen.IR;

namespace ModelGen.Core.Tests.IR.Operators;

/// <summary>Shorthand for hand-computed examples.</summary>
internal static class OperatorAssert
{
    public static Tensor Of(int[] shape, params float[] values) => new(new Shape(shape), values);

    /// <summary>A tensor of 1, 2, 3, …</summary>
    public static Tensor Count(params int[] shape)
    {
        var extents = new Shape(shape);
        return new Tensor(extents, [.. Enumerable.Range(1, extents.ElementCount).Select(i => (float)i)]);
    }

    public static void Yields(Operator op, Tensor expected, params Tensor[] inputs)
    {
        Tensor actual = op.Apply(inputs);
        Assert.Equal(expected.Type, actual.Type);
        Assert.Equal(expected.Floats.Length, actual.Floats.Length);
        for (int i = 0; i < expected.Floats.Length; i++)
        {
            Assert.Equal(expected.Floats[i], actual.Floats[i], 1e-6f);
        }
    }

    public static void Refuses(string error, Operator op, params TensorType[] inputs) => Assert.Equal(error, op.Infer(inputs).Error);
}
