using System;
using System.Collections.Generic;

namespace ModelGen.IR.Operators;

/// <summary>A function of two single-precision elements. Shapes broadcast by numpy's rule.</summary>
public abstract record BinaryOperator : Operator
{
    /// <summary>The function.</summary>
    public abstract float Apply(float a, float b);

    /// <inheritdoc/>
    public override Inference Infer(IReadOnlyList<TensorType> inputs) =>
        ShapeRule.Floats(inputs, 2) ?? Broadcasting.Infer(inputs[0].Shape, inputs[1].Shape);

    /// <inheritdoc/>
    public override Tensor Evaluate(IReadOnlyList<Tensor> inputs, TensorType output)
    {
        float[] a = inputs[0].Floats, b = inputs[1].Floats;
        var result = new float[output.Shape.ElementCount];
        Row rows = Innermost(inputs[0].Shape, inputs[1].Shape, output.Shape);
        int[] left = Strided.Offsets(rows.Outer, Outer(inputs[0].Shape, output.Shape, rows.Outer.Rank));
        int[] right = Strided.Offsets(rows.Outer, Outer(inputs[1].Shape, output.Shape, rows.Outer.Rank));
        for (int row = 0, index = 0; row < left.Length; row++)
        {
            for (int i = 0, p = left[row], q = right[row]; i < rows.Length; i++, p += rows.LeftStep, q += rows.RightStep)
            {
                result[index++] = Apply(a[p], b[q]);
            }
        }

        return new Tensor(output.Shape, result);
    }

    private static int[] Outer(Shape operand, Shape result, int rank)
    {
        var strides = new int[rank];
        Array.Copy(Broadcasting.Strides(operand, result), strides, rank);
        return strides;
    }

    /// <summary>The longest run of last axes along which each operand is either dense or repeated.</summary>
    private static Row Innermost(Shape a, Shape b, Shape result)
    {
        int[] left = Broadcasting.Strides(a, result), right = Broadcasting.Strides(b, result);
        int axis = result.Rank, length = 1, leftStep = -1, rightStep = -1;
        while (axis > 0)
        {
            int extent = result[axis - 1];
            if (extent > 1)
            {
                int nextLeft = left[axis - 1] == 0 ? 0 : 1, nextRight = right[axis - 1] == 0 ? 0 : 1;
                if (leftStep >= 0 && (nextLeft != leftStep || nextRight != rightStep))
                {
                    break;
                }

                leftStep = nextLeft;
                rightStep = nextRight;
                length *= extent;
            }

            axis--;
        }

        var outer = new int[axis];
        for (int i = 0; i < axis; i++)
        {
            outer[i] = result[i];
        }

        return new Row(new Shape(outer), length, Math.Max(leftStep, 0), Math.Max(rightStep, 0));
    }

    private readonly record struct Row(Shape Outer, int Length, int LeftStep, int RightStep);
}
