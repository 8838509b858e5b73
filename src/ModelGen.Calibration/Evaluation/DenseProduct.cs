using System;
using System.Collections.Generic;
using System.Threading.Tasks;
using ModelGen.IR;

namespace ModelGen.Calibration.Evaluation;

/// <summary>A dense layer with constant weights.</summary>
internal sealed class DenseProduct : IFastOperation
{
    private const int RowsPerTask = 32;

    private readonly int depth;
    private readonly int columns;
    private readonly PackedMatrix matrix;

    public DenseProduct(Tensor weight, float[]? bias)
    {
        (columns, depth) = (weight.Shape[0], weight.Shape[1]);
        float[] values = weight.Floats;
        matrix = new PackedMatrix(depth, columns, (k, column) => values[(column * depth) + k], bias);
    }

    public Tensor Evaluate(IReadOnlyList<Tensor> inputs, TensorType output)
    {
        float[] x = inputs[0].Floats;
        var y = new float[output.Shape.ElementCount];
        int rows = columns == 0 ? 0 : y.Length / columns;
        Parallel.For(0, (rows + RowsPerTask - 1) / RowsPerTask, task =>
        {
            int first = task * RowsPerTask;
            matrix.Multiply(x.AsSpan(first * depth), depth, Math.Min(RowsPerTask, rows - first), y.AsSpan(first * columns), columns);
        });
        return new Tensor(output.Shape, y);
    }
}
