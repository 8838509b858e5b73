using System;
using System.Linq;

namespace ModelGen.Onnx.Export;

/// <summary>Arithmetic on axes under a <see cref="ValueLayout"/>.</summary>
internal static class Layouts
{
    private static readonly int[] toChannelsFirst = [0, 3, 1, 2];
    private static readonly int[] toLogical = [0, 2, 3, 1];

    /// <summary>The permutation that a Transpose to <paramref name="layout"/>, from the other one, performs.</summary>
    public static int[] PermutationTo(ValueLayout layout) => layout == ValueLayout.ChannelsFirst ? toChannelsFirst : toLogical;

    /// <summary>Where an axis of the IR lies.</summary>
    public static int Axis(ValueLayout layout, int axis) => layout == ValueLayout.ChannelsFirst ? toLogical[axis] : axis;

    /// <summary>Values that the IR gives one per axis, in the order of the layout's axes.</summary>
    public static T[] Arrange<T>(ValueLayout layout, T[] perAxis) =>
        layout == ValueLayout.ChannelsFirst ? [.. toChannelsFirst.Select(axis => perAxis[axis])] : perAxis;

    /// <summary>A shape of the IR in the order of the layout's axes.</summary>
    public static Shape Arrange(ValueLayout layout, Shape shape) => new(Arrange(layout, shape.ToArray()));

    /// <summary>Whether a permutation of a tensor of this shape leaves the elements in the same order in memory: it moves extents of 1 only.</summary>
    public static bool KeepsOrder(Shape shape, int[] permutation)
    {
        int last = -1;
        foreach (int axis in permutation)
        {
            if (shape[axis] == 1)
            {
                continue;
            }

            if (axis < last)
            {
                return false;
            }

            last = axis;
        }

        return true;
    }

    /// <summary>The shape with ones in front, up to the rank.</summary>
    public static Shape AlignTo(int rank, Shape shape) => new([.. Enumerable.Repeat(1, Math.Max(0, rank - shape.Rank)), .. shape]);
}
