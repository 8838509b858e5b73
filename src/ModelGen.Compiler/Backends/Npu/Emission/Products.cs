using ModelGen.Npu;

namespace ModelGen.Compiler.Backends.Npu.Emission;

/// <summary>The types and zero points of the operands of a product.</summary>
/// <param name="InputZero">The zero point of the input.</param>
/// <param name="InputUnsigned">Whether the input is u8.</param>
/// <param name="WeightZero">The zero point of the weights.</param>
/// <param name="WeightUnsigned">Whether the weights are u8.</param>
internal readonly record struct ProductTypes(int InputZero, bool InputUnsigned, int WeightZero, bool WeightUnsigned);

/// <summary>Weights of a product in the weight buffer.</summary>
/// <param name="Address">The first byte.</param>
/// <param name="RowStride">Bytes from an input channel or kernel position to the next.</param>
/// <param name="ColumnStride">Bytes from an output channel to the next.</param>
internal readonly record struct WeightTile(long Address, long RowStride, long ColumnStride);

/// <summary>CONV and DWCONV with the registers that they find.</summary>
internal static class Products
{
    /// <summary>Adds sums of a tile to accumulators, or makes them.</summary>
    /// <param name="stream">The program.</param>
    /// <param name="types">Types and zero points.</param>
    /// <param name="window">The input.</param>
    /// <param name="weights">The weights.</param>
    /// <param name="accumulator">The first accumulator, and how the others lie, in bytes.</param>
    /// <param name="result">Rows and columns of results, and bytes of their channels.</param>
    /// <param name="inChannels">Input channels.</param>
    /// <param name="outChannels">Output channels; of a depthwise convolution those of an input channel.</param>
    /// <param name="isDepthwise">Whether each channel has weights of its own.</param>
    /// <param name="accumulate">Whether sums are added.</param>
    public static void Add(
        InstructionStream stream, ProductTypes types, Window window, WeightTile weights, long accumulator, Box result, int inChannels, int outChannels, bool isDepthwise, bool accumulate)
    {
        MatrixRegisters r = NpuIsa.MatrixRegisters;
        stream.Set(r.KernelHeight, window.Kernel.Height);
        stream.Set(r.KernelWidth, window.Kernel.Width);
        stream.Set(r.StrideHeight, window.Stride.Height);
        stream.Set(r.StrideWidth, window.Stride.Width);
        stream.Set(r.DilationHeight, window.Dilation.Height);
        stream.Set(r.DilationWidth, window.Dilation.Width);
        stream.Set(r.PadTop, window.PadTop);
        stream.Set(r.PadLeft, window.PadLeft);
        stream.Set(r.InputHeight, window.Height);
        stream.Set(r.InputWidth, window.Width);
        stream.SetStride(r.InputRow, window.RowStride, window.Height);
        stream.SetStride(r.InputColumn, window.ColumnStride, window.Width);
        stream.Set(r.InputZero, types.InputZero);
        stream.Set(r.InputType, types.InputUnsigned ? 1 : 0);
        stream.Set(r.WeightRow, weights.RowStride);
        stream.Set(r.WeightColumn, weights.ColumnStride);
        stream.Set(r.WeightZero, types.WeightZero);
        stream.Set(r.WeightType, types.WeightUnsigned ? 1 : 0);
        stream.SetStride(r.AccumulatorRow, result.RowStride, result.Rows);
        stream.SetStride(r.AccumulatorColumn, result.ColumnStride, result.Columns);
        if (isDepthwise)
        {
            DepthwiseOperation op = NpuIsa.Depthwise;
            stream.Add(NpuInstruction.Of(op)
                .With(op.Source, window.Address).With(op.Weights, weights.Address).With(op.Accumulator, accumulator).With(op.Rows, result.Rows).With(op.Columns, result.Columns)
                .With(op.Channels, inChannels).With(op.Multiplier, outChannels).With(op.Accumulate, accumulate ? 1 : 0));
        }
        else
        {
            ConvolveOperation op = NpuIsa.Convolve;
            stream.Add(NpuInstruction.Of(op)
                .With(op.Source, window.Address).With(op.Weights, weights.Address).With(op.Accumulator, accumulator).With(op.Rows, result.Rows).With(op.Columns, result.Columns)
                .With(op.InChannels, inChannels).With(op.OutChannels, outChannels).With(op.Accumulate, accumulate ? 1 : 0));
        }
    }
}
