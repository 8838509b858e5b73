using ModelGen.Compiler.Backends.Npu.Emission;
using ModelGen.Npu;

namespace ModelGen.Compiler.Backends.Npu.Layers;

/// <summary>
/// Rows of a value that layers make and read in stripes: it never is in memory as a whole. Rows lie one behind the other; where there is no room for the next ones, those that are
/// still needed move to the front.
/// </summary>
/// <param name="address">The first byte in the scratchpad.</param>
/// <param name="capacity">Rows that there is room for.</param>
/// <param name="columns">Columns that there is room for.</param>
/// <param name="channels">Channels.</param>
internal sealed class RowWindow(long address, int capacity, int columns, int channels)
{
    private readonly long rowStride = (long)columns * channels;
    private Region held;
    private int first;

    /// <summary>Begins with other columns or another image: no row is there.</summary>
    /// <param name="image">The image.</param>
    /// <param name="column">The first column.</param>
    /// <param name="count">The number of columns.</param>
    public void Begin(int image, int column, int count)
    {
        held = new Region(image, 0, 0, column, count, 0, channels);
        first = 0;
    }

    /// <summary>Makes room for rows, of which the first ones may be there already.</summary>
    /// <param name="stream">The program.</param>
    /// <param name="row">The first one; those before it are needed no more.</param>
    /// <param name="end">The one behind the last one.</param>
    public void Advance(InstructionStream stream, int row, int end)
    {
        int moved = Advance(row, end, out int distance);
        if (moved > 0)
        {
            var box = new Box(moved, rowStride, held.Columns, channels, channels);
            Transfers.Move(stream, address + (distance * rowStride), box, NpuSpace.Scratchpad, address, box);
        }
    }

    /// <summary>The rows that move to the front when room is made, 0 where there is enough.</summary>
    /// <param name="row">The first row that is needed.</param>
    /// <param name="end">The one behind the last one.</param>
    /// <param name="distance">How many rows these move.</param>
    public int Advance(int row, int end, out int distance)
    {
        int kept = System.Math.Max(0, held.Row + held.Rows - row), behind = held.Row + held.Rows - first;
        held = held with { Row = row, Rows = end - row };
        distance = row - first;
        if (kept == 0)
        {
            // Behind the rows that are there, which the next layer may still read, if there is room.
            first = behind + end - row <= capacity ? row - behind : row;
            return 0;
        }

        if (end - first <= capacity)
        {
            return 0;
        }

        first = row;
        return kept;
    }

    /// <summary>Where a part of the value lies.</summary>
    public Tile Tile(Region region) => new(
        address + ((region.Row - first) * rowStride) + ((long)(region.Column - held.Column) * channels) + region.Channel, rowStride, channels);
}
