using System;

namespace ModelGen.Compiler.Backends.Npu.Layers;

/// <summary>What a product computes, apart from where its operands lie.</summary>
/// <param name="Groups">Groups of channels; each channel is one if the product is depthwise.</param>
/// <param name="InChannels">Input channels of a group.</param>
/// <param name="OutChannels">Output channels of a group.</param>
/// <param name="IsDepthwise">Whether groups have one input channel each and are computed side by side.</param>
/// <param name="Kernel">The rows and columns of a window.</param>
/// <param name="Stride">The distance of windows.</param>
/// <param name="Dilation">The distance of what a window covers.</param>
/// <param name="Top">The first row of the first windows; negative above the input.</param>
/// <param name="Left">The first column of the first windows.</param>
internal sealed record ProductGeometry(int Groups, int InChannels, int OutChannels, bool IsDepthwise, Size2D Kernel, Size2D Stride, Size2D Dilation, int Top, int Left)
{
    /// <summary>A matrix product: windows of one position.</summary>
    public static ProductGeometry Matrix(int inChannels, int outChannels) => new(1, inChannels, outChannels, false, 1, 1, 1, 0, 0);

    /// <summary>Input rows that some output rows need, at most those of the input.</summary>
    public static int Covered(int windows, int stride, int kernel, int dilation, int extent) =>
        (int)Math.Min(extent, ((windows - 1L) * stride) + ((kernel - 1L) * dilation) + 1);
}

/// <summary>Output channels of one tile: whole groups, or a part of one.</summary>
/// <param name="Group">The first group.</param>
/// <param name="Groups">The number of groups.</param>
/// <param name="Output">The first output channel of the group.</param>
/// <param name="Outputs">Output channels of each group.</param>
internal readonly record struct OutputChunk(int Group, int Groups, int Output, int Outputs)
{
    /// <summary>Output channels of all its groups.</summary>
    public int Channels => Groups * Outputs;
}

/// <summary>A part of the sum: input channels of a group and kernel positions.</summary>
/// <param name="Input">The first input channel.</param>
/// <param name="Inputs">The number of input channels.</param>
/// <param name="Row">The first row of the kernel.</param>
/// <param name="Rows">The number of rows.</param>
/// <param name="Column">The first column of the kernel.</param>
/// <param name="Columns">The number of columns.</param>
internal readonly record struct SumChunk(int Input, int Inputs, int Row, int Rows, int Column, int Columns)
{
    /// <summary>Products of one sum.</summary>
    public int Terms => Inputs * Rows * Columns;
}
