using System.Collections.Generic;
using System.Linq;

namespace ModelGen.IR.Operators;

/// <summary>The matrix product over the last two axes: (…, m, k) × (…, k, n) → (…, m, n). Leading axes broadcast by numpy's rule.</summary>
public sealed record MatMul : Operator
{
    /// <inheritdoc/>
    public override Inference Infer(IReadOnlyList<TensorType> inputs)
    {
        if (ShapeRule.Floats(inputs, 2) is { } failure)
        {
            return failure;
        }

        Shape a = inputs[0].Shape, b = inputs[1].Shape;
        if (a.Rank < 2 || b.Rank < 2)
        {
            return Inference.Fail($"needs two operands of at least two axes, but got {a} and {b}.");
        }

        if (a[-1] != b[-2])
        {
            return Inference.Fail($"the {a[-1]} columns of {a} must equal the {b[-2]} rows of {b}.");
        }

        Inference batch = Broadcasting.Infer(Batch(a), Batch(b));
        return batch.Error is null
            ? ShapeRule.Result([.. batch.Type.Shape.Select(e => (long)e), a[-2], b[-1]])
            : Inference.Fail($"the leading axes of {a} and {b} do not broadcast.");
    }

    /// <inheritdoc/>
    public override Tensor Evaluate(IReadOnlyList<Tensor> inputs, TensorType output)
    {
        Shape a = inputs[0].Shape, b = inputs[1].Shape, batch = Batch(output.Shape);
        int rows = a[-2], depth = a[-1], columns = b[-1], index = 0;
        int[] left = Strided.Offsets(batch, Broadcasting.Strides(Batch(a), batch));
        int[] right = Strided.Offsets(batch, Broadcasting.Strides(Batch(b), batch));
        float[] p = inputs[0].Floats, q = inputs[1].Floats;
        var result = new float[output.Shape.ElementCount];
        for (int matrix = 0; matrix < left.Length; matrix++)
        {
            for (int row = 0; row < rows; row++)
            {
                int start = (left[matrix] * rows * depth) + (row * depth);
                for (int column = 0; column < columns; column++)
                {
                    int down = (right[matrix] * depth * columns) + column;
                    double sum = 0;
                    for (int k = 0; k < depth; k++)
                    {
                        sum += (double)p[start + k] * q[down + (k * columns)];
                    }

                    result[index++] = (float)sum;
                }
            }
        }

        return new Tensor(output.Shape, result);
    }

    /// <inheritdoc/>
    public override long Macs(IReadOnlyList<TensorType> inputs, TensorType output) => (long)output.Shape.ElementCount * inputs[0].Shape[-1];

    private static Shape Batch(Shape shape) => new([.. shape.Take(shape.Rank - 2)]);
}
