using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace ModelGen.CompilerServices;

/// <summary>
/// The operand of <c>ldtilecfg</c>, palette 1: registers 0 to 3 hold int32 sums (a row for each pixel, 16 channels), 4 and 5 activations
/// (a row for each pixel), 6 and 7 weights (a row for each quad, 16 channels).
/// </summary>
[StructLayout(LayoutKind.Sequential)]
internal struct AmxConfiguration
{
    /// <summary>The most rows of a register.</summary>
    public const int MostRows = 16;

    /// <summary>The most quads of a row, or rows of weights.</summary>
    public const int MostQuads = 16;

    private const int Sums = 4, Activations = 6, Registers = 8, RowBytes = 64;

    private readonly byte palette;
    private readonly byte startRow;
    private readonly Reserved reserved;
    private RowLengths rowLengths;
    private RowCounts rowCounts;

    /// <summary>Registers for groups of pixels and steps of quads.</summary>
    /// <param name="pixels">The pixels of a group, 1 to <see cref="MostRows"/>.</param>
    /// <param name="quads">The quads of a step, 1 to <see cref="MostQuads"/>.</param>
    public AmxConfiguration(int pixels, int quads)
    {
        palette = 1;
        for (int register = 0; register < Registers; register++)
        {
            rowLengths[register] = (ushort)(register is >= Sums and < Activations ? quads * Int8TileArguments.QuadLength : RowBytes);
            rowCounts[register] = (byte)(register < Activations ? pixels : quads);
        }
    }

    [InlineArray(14)]
    private struct Reserved
    {
        private byte first;
    }

    [InlineArray(16)]
    private struct RowLengths
    {
        private ushort first;
    }

    [InlineArray(16)]
    private struct RowCounts
    {
        private byte first;
    }
}
