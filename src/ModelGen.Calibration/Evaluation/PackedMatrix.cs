using System;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace ModelGen.Calibration.Evaluation;

/// <summary>A constant right operand of a product of matrices, in panels of two vectors of columns.</summary>
internal sealed class PackedMatrix
{
    private const int RowsAtOnce = 4;

    private readonly int depth;
    private readonly int columns;
    private readonly float[] panels;
    private readonly float[] bias;

    /// <summary>Packs a matrix.</summary>
    /// <param name="depth">Its rows.</param>
    /// <param name="columns">Its columns.</param>
    /// <param name="element">An element by row and column.</param>
    /// <param name="bias">What is added to each column of the product.</param>
    public PackedMatrix(int depth, int columns, Func<int, int, float> element, ReadOnlySpan<float> bias)
    {
        this.depth = depth;
        this.columns = columns;
        int panelCount = (columns + PanelWidth - 1) / PanelWidth;
        panels = new float[panelCount * depth * PanelWidth];
        this.bias = new float[panelCount * PanelWidth];
        bias.CopyTo(this.bias);
        for (int column = 0; column < columns; column++)
        {
            int start = (column / PanelWidth * depth * PanelWidth) + (column % PanelWidth);
            for (int row = 0; row < depth; row++)
            {
                panels[start + (row * PanelWidth)] = element(row, column);
            }
        }
    }

    private static int PanelWidth => 2 * Vector<float>.Count;

    /// <summary>Computes rows of the product.</summary>
    /// <param name="left">The rows of the left operand.</param>
    /// <param name="leftPitch">The distance between its rows.</param>
    /// <param name="rows">How many rows.</param>
    /// <param name="result">The rows of the product.</param>
    /// <param name="resultPitch">The distance between them.</param>
    public void Multiply(ReadOnlySpan<float> left, int leftPitch, int rows, Span<float> result, int resultPitch)
    {
        Span<float> tile = stackalloc float[RowsAtOnce * PanelWidth];
        for (int panel = 0; panel * PanelWidth < columns; panel++)
        {
            ReadOnlySpan<float> right = panels.AsSpan(panel * depth * PanelWidth, depth * PanelWidth);
            ReadOnlySpan<float> start = bias.AsSpan(panel * PanelWidth, PanelWidth);
            int width = Math.Min(PanelWidth, columns - (panel * PanelWidth));
            for (int row = 0; row < rows; row += RowsAtOnce)
            {
                // Rows past the last repeat it; their results are not stored.
                int last = rows - 1;
                Tile(
                    left.Slice(row * leftPitch, depth),
                    left.Slice(Math.Min(row + 1, last) * leftPitch, depth),
                    left.Slice(Math.Min(row + 2, last) * leftPitch, depth),
                    left.Slice(Math.Min(row + 3, last) * leftPitch, depth),
                    right,
                    start,
                    tile);
                for (int i = 0; i < Math.Min(RowsAtOnce, rows - row); i++)
                {
                    tile.Slice(i * PanelWidth, width).CopyTo(result.Slice(((row + i) * resultPitch) + (panel * PanelWidth)));
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Tile(
        ReadOnlySpan<float> a0, ReadOnlySpan<float> a1, ReadOnlySpan<float> a2, ReadOnlySpan<float> a3, ReadOnlySpan<float> right, ReadOnlySpan<float> start, Span<float> tile)
    {
        ReadOnlySpan<Vector<float>> b = MemoryMarshal.Cast<float, Vector<float>>(right);
        Span<Vector<float>> y = MemoryMarshal.Cast<float, Vector<float>>(tile);
        Vector<float> s0 = new(start), s1 = new(start[Vector<float>.Count..]);
        Vector<float> y00 = s0, y01 = s1, y10 = s0, y11 = s1, y20 = s0, y21 = s1, y30 = s0, y31 = s1;
        for (int k = 0; k < a0.Length; k++)
        {
            Vector<float> b0 = b[2 * k], b1 = b[(2 * k) + 1];
            var x = new Vector<float>(a0[k]);
            y00 = Vector.MultiplyAddEstimate(x, b0, y00);
            y01 = Vector.MultiplyAddEstimate(x, b1, y01);
            x = new Vector<float>(a1[k]);
            y10 = Vector.MultiplyAddEstimate(x, b0, y10);
            y11 = Vector.MultiplyAddEstimate(x, b1, y11);
            x = new Vector<float>(a2[k]);
            y20 = Vector.MultiplyAddEstimate(x, b0, y20);
            y21 = Vector.MultiplyAddEstimate(x, b1, y21);
            x = new Vector<float>(a3[k]);
            y30 = Vector.MultiplyAddEstimate(x, b0, y30);
            y31 = Vector.MultiplyAddEstimate(x, b1, y31);
        }

        (y[0], y[1], y[2], y[3]) = (y00, y01, y10, y11);
        (y[4], y[5], y[6], y[7]) = (y20, y21, y30, y31);
    }
}
