using System;
using System.Collections.Generic;

namespace ModelGen.Compiler.Backends.Npu.Layers;

/// <summary>For how long weights stay in the weight buffer.</summary>
internal enum WeightHold
{
    /// <summary>For one part of one sum.</summary>
    Part,

    /// <summary>For all tiles of some output channels.</summary>
    Chunk,

    /// <summary>For the layer.</summary>
    Layer,
}

/// <summary>How a product is divided into tiles, and in which order.</summary>
/// <param name="Rows">Output rows of a tile.</param>
/// <param name="Columns">Output columns of a tile.</param>
/// <param name="Groups">Groups of a tile.</param>
/// <param name="Outputs">Output channels of a group in a tile.</param>
/// <param name="Inputs">Input channels of a part of the sum.</param>
/// <param name="KernelRows">Kernel rows of a part of the sum.</param>
/// <param name="KernelColumns">Kernel columns of a part of the sum.</param>
/// <param name="ChannelsOutside">Whether the loop over output channels is around the one over rows and columns.</param>
/// <param name="HoldsInput">Whether the input of a tile is loaded once for all parts and, if the loop over output channels is inside, for all of these.</param>
/// <param name="Weights">For how long weights stay.</param>
/// <param name="HoldsParameters">Whether all parameters are loaded once.</param>
/// <param name="FoldsColumns">Whether the columns of a kernel row are input channels: they lie side by side in a tile that has its padding.</param>
/// <param name="InputBytes">Bytes for tiles of the input.</param>
/// <param name="OtherBytes">Bytes for tiles of other operands.</param>
/// <param name="ResultBytes">Bytes for tiles of the result.</param>
/// <param name="Copies">For how many tiles these bytes are: 2 where one is loaded and stored while another is computed.</param>
internal sealed record ProductTiling(
    int Rows,
    int Columns,
    int Groups,
    int Outputs,
    int Inputs,
    int KernelRows,
    int KernelColumns,
    bool ChannelsOutside,
    bool HoldsInput,
    WeightHold Weights,
    bool HoldsParameters,
    bool FoldsColumns,
    long InputBytes,
    long OtherBytes,
    long ResultBytes,
    int Copies) : ITileSize
{
    /// <inheritdoc/>
    public int Channels => Groups * Outputs;

    /// <inheritdoc/>
    public long Bytes => InputBytes + OtherBytes + ResultBytes;

    /// <summary>The output channels of each tile.</summary>
    public IEnumerable<OutputChunk> OutputChunks(ProductGeometry geometry)
    {
        for (int group = 0; group < geometry.Groups; group += Groups)
        {
            for (int output = 0; output < geometry.OutChannels; output += Outputs)
            {
                yield return new OutputChunk(group, Math.Min(Groups, geometry.Groups - group), output, Math.Min(Outputs, geometry.OutChannels - output));
            }
        }
    }

    /// <summary>The parts of a sum.</summary>
    public IEnumerable<SumChunk> SumChunks(ProductGeometry geometry)
    {
        for (int input = 0; input < geometry.InChannels; input += Inputs)
        {
            for (int row = 0; row < geometry.Kernel.Height; row += KernelRows)
            {
                for (int column = 0; column < geometry.Kernel.Width; column += KernelColumns)
                {
                    yield return new SumChunk(
                        input, Math.Min(Inputs, geometry.InChannels - input),
                        row, Math.Min(KernelRows, geometry.Kernel.Height - row),
                        column, Math.Min(KernelColumns, geometry.Kernel.Width - column));
                }
            }
        }
    }
}
