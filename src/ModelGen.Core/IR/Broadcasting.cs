using System;

namespace ModelGen.IR;

/// <summary>numpy's rule: shapes are aligned at their last axes, and an axis of extent 1 repeats along the other's.</summary>
internal static class Broadcasting
{
    /// <summary>The common shape, or null when an axis differs and neither extent is 1.</summary>
    public static Inference Infer(Shape a, Shape b)
    {
        var extents = new long[Math.Max(a.Rank, b.Rank)];
        for (int axis = 0; axis < extents.Length; axis++)
        {
            int left = Extent(a, axis, extents.Length), right = Extent(b, axis, extents.Length);
            if (left != right && left != 1 && right != 1)
            {
                return Inference.Fail($"the shapes {a} and {b} do not broadcast: aligned at their last axes, {left} meets {right}, and neither is 1.");
            }

            extents[axis] = Math.Max(left, right);
        }

        return ShapeRule.Result(extents);
    }

    /// <summary>The distance in <paramref name="operand"/> between neighbours along each axis of <paramref name="result"/>; 0 where it repeats.</summary>
    public static int[] Strides(Shape operand, Shape result)
    {
        int[] own = operand.Strides();
        var strides = new int[result.Rank];
        int missing = result.Rank - operand.Rank;
        for (int axis = missing; axis < strides.Length; axis++)
        {
            strides[axis] = operand[axis - missing] == 1 ? 0 : own[axis - missing];
        }

        return strides;
    }

    private static int Extent(Shape shape, int axis, int rank) => axis < rank - shape.Rank ? 1 : shape[axis - (rank - shape.Rank)];
}
