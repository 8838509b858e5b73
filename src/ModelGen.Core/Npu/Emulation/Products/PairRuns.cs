namespace ModelGen.Npu;

/// <summary>Where the pairs of channels of a window lie behind its first one: rows of columns of runs.</summary>
/// <param name="Rows">Rows.</param>
/// <param name="RowStride">Pairs from a row to the next.</param>
/// <param name="Columns">Columns.</param>
/// <param name="ColumnStride">Pairs from a column to the next.</param>
/// <param name="Length">Pairs of a run.</param>
internal readonly record struct PairRuns(int Rows, int RowStride, int Columns, int ColumnStride, int Length);
