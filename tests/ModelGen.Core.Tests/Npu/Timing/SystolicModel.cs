using System;

namespace ModelGen.Core.Tests.Npu.Timing;

/// <summary>
/// A weight-stationary systolic array, register by register and cycle by cycle: weights move down their columns a row a cycle, inputs move right, sums move down. Row r is fed r
/// cycles behind row 0, and what belongs to column c happens c cycles behind column 0, the loading of weights too where they have a second set of registers.
/// </summary>
internal sealed class SystolicModel(int rows, int columns, bool hidden)
{
    private readonly int[,] active = new int[rows, columns], shadow = new int[rows, columns], sums = new int[rows, columns], inputs = new int[rows, columns];
    private readonly int[,] folds = new int[rows, columns];

    /// <summary>Multiplies length × (fold count · rows) by (fold count · rows) × columns, fold after fold; the sum of all folds and the cycles until the last sum has left.</summary>
    public (int[,] Product, long Cycles) Run(int[,] input, int[,] weights)
    {
        int length = input.GetLength(0), count = weights.GetLength(0) / rows;
        int period = hidden ? Math.Max(rows, length) : (2 * rows) + length + columns - 2;
        int[,] product = new int[length, columns];
        int[] arrived = new int[columns];
        long cycle = 0;
        for (int left = length * count * columns; left > 0; cycle++)
        {
            for (int r = rows - 1; r >= 0; r--)
            {
                for (int c = columns - 1; c >= 0; c--)
                {
                    (int fold, int row) = Stream(cycle, r, c, period, length, count);
                    inputs[r, c] = c > 0 ? inputs[r, c - 1] : fold >= 0 ? input[row, (fold * rows) + r] : 0;
                    if (fold < 0)
                    {
                        continue;
                    }

                    if (folds[r, c] != fold + 1)
                    {
                        active[r, c] = shadow[r, c];
                        folds[r, c] = fold + 1;
                    }

                    sums[r, c] = (r > 0 ? sums[r - 1, c] : 0) + (inputs[r, c] * active[r, c]);
                    if (r == rows - 1)
                    {
                        product[row, c] += sums[r, c];
                        arrived[c]++;
                        left--;
                    }
                }
            }

            Load(cycle, period, count, weights);
        }

        Assert.All(arrived, a => Assert.Equal(length * count, a));
        return (product, cycle);
    }

    /// <summary>The fold and row of the input that is at an element in a cycle; −1 if there is none.</summary>
    private (int Fold, int Row) Stream(long cycle, int r, int c, int period, int length, int count)
    {
        long since = cycle - rows - r - c;
        return since >= 0 && since / period < count && since % period < length ? ((int)(since / period), (int)(since % period)) : (-1, 0);
    }

    /// <summary>A row of weights enters each column from above, at the end of a cycle; an element of row r passes on those of the rows below before it keeps its own.</summary>
    private void Load(long cycle, int period, int count, int[,] weights)
    {
        for (int c = 0; c < columns; c++)
        {
            long since = cycle - (hidden ? c : 0);
            int fold = (int)(since / period), step = (int)(since % period);
            if (since < 0 || fold >= count || step >= rows)
            {
                continue;
            }

            for (int r = step; r >= 0; r--)
            {
                shadow[r, c] = r > 0 ? shadow[r - 1, c] : weights[(fold * rows) + rows - 1 - step, c];
            }
        }
    }
}
