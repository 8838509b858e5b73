using System.Collections.Generic;
using System.Linq;

namespace ModelGen.Compiler.Backends.Cpu.Lowering;

/// <summary>
/// The matrices of a product whose axes before the last two broadcast. The innermost of these axes is one of the kernel; every index along the others
/// is a turn, with steps of its own.
/// </summary>
/// <param name="result">The shape of the result.</param>
internal sealed class MatrixBatch(Shape result)
{
    private readonly int[] outer = [.. result.Take(System.Math.Max(0, result.Rank - 3))];

    /// <summary>The matrices of a turn.</summary>
    public int Matrices => result.Rank > 2 ? result[-3] : 1;

    /// <summary>The rows of a matrix of the result.</summary>
    public int Rows => result.Rank > 1 ? result[-2] : 1;

    /// <summary>The number of turns.</summary>
    public int Turns => outer.Aggregate(1, (product, extent) => product * extent);

    /// <summary>The strides of an operand along the axes of the result; along the last two, those of its own matrix.</summary>
    public int[] Strides(ValueView operand)
    {
        int missing = result.Rank - operand.Shape.Rank;
        return [.. Enumerable.Range(0, result.Rank).Select(axis =>
            axis < missing || (axis < result.Rank - 2 && operand.Shape[axis - missing] == 1) ? 0 : operand.Strides[axis - missing])];
    }

    /// <summary>From matrix to matrix of a turn.</summary>
    public int Matrix(IReadOnlyList<int> strides) => result.Rank > 2 ? strides[result.Rank - 3] : 0;

    /// <summary>From row to row of a matrix.</summary>
    public int Row(IReadOnlyList<int> strides) => result.Rank > 1 ? strides[result.Rank - 2] : 0;

    /// <summary>Where a turn begins.</summary>
    public int At(int turn, IReadOnlyList<int> strides) =>
        Enumerable.Range(0, outer.Length).Sum(axis => turn / outer.Skip(axis + 1).Aggregate(1, (p, e) => p * e) % outer[axis] * strides[axis]);
}
