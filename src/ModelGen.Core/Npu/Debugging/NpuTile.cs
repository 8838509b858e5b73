using System;

namespace ModelGen.Npu;

/// <summary>Numbers of a memory, as rows of columns of channels.</summary>
/// <param name="Rows">Rows.</param>
/// <param name="Columns">Columns.</param>
/// <param name="Channels">Channels.</param>
/// <param name="Values">The numbers, channels side by side.</param>
public sealed record NpuTile(int Rows, int Columns, int Channels, EquatableArray<int> Values)
{
    /// <summary>A number.</summary>
    /// <param name="row">The row.</param>
    /// <param name="column">The column.</param>
    /// <param name="channel">The channel.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such number.</exception>
    public int this[int row, int column, int channel] =>
        row >= 0 && row < Rows && column >= 0 && column < Columns && channel >= 0 && channel < Channels
            ? Values[(((row * Columns) + column) * Channels) + channel]
            : throw new ArgumentOutOfRangeException(nameof(row), $"[{row}, {column}, {channel}] is outside of {Rows} × {Columns} × {Channels}.");
}
