using System;
using System.Linq;
using ModelGen.Compiler.Backends.Cpu.Kernels;
using ModelGen.IR.Operators;

namespace ModelGen.Compiler.Backends.Cpu.Lowering;

/// <summary>
/// Fills vectors that the channels of a convolution would leave partly empty: neighbouring pixels of the result are taken for the channels
/// of one wider pixel. Its window is the union of theirs, and its weights are zero at the taps that are not the pixel's own.
/// </summary>
internal static class PixelGrouping
{
    /// <summary>Wider pixels must save at least this part of the time: an estimate is not better than that.</summary>
    private const double LeastGain = 0.1;

    /// <summary>How many pixels to take together; 1 where that costs least or where an operand does not allow more.</summary>
    /// <param name="geometry">The convolution, pixel by pixel.</param>
    /// <param name="convolution">Its attributes.</param>
    /// <param name="width">The taps of a row of the window.</param>
    /// <param name="epilogue">The fused steps.</param>
    public static int Choose(ConvolutionGeometry geometry, Conv2D convolution, int width, Epilogue epilogue)
    {
        ConvolutionExtents extents = geometry.Extents;
        if (width == 1 || extents.Groups > 1 || extents.Channels % VectorTier.Widest.Lanes == 0 || convolution.Dilation.Width != 1 || !MayGroup(geometry.Output, extents.Channels, epilogue))
        {
            return 1;
        }

        int best = 1;
        double bestCost = Cost(geometry) * (1 - LeastGain);
        for (int pixels = 2; pixels <= VectorTier.Widest.Lanes && pixels <= extents.Columns; pixels++)
        {
            if (extents.Columns % pixels == 0 && Cost(Widen(geometry, convolution, pixels)) is var cost && cost < bestCost)
            {
                (best, bestCost) = (pixels, cost);
            }
        }

        return best;
    }

    /// <summary>The geometry with so many pixels taken together.</summary>
    public static ConvolutionGeometry Widen(ConvolutionGeometry geometry, Conv2D convolution, int pixels)
    {
        ConvolutionExtents extents = geometry.Extents;
        WindowLoop columns = geometry.Window[1];
        return geometry with
        {
            Description = FormattableString.Invariant($"{geometry.Description}, {pixels} pixels side by side in the lanes"),
            Extents = extents with { Columns = extents.Columns / pixels, Channels = extents.Channels * pixels },
            Input = geometry.Input with { Column = geometry.Input.Column * pixels },
            Output = geometry.Output with { Column = geometry.Output.Column * pixels },
            Window = [geometry.Window[0], columns with { Extent = columns.Extent + ((pixels - 1) * convolution.Stride.Width) }, geometry.Window[2]],
        };
    }

    /// <summary>The operands of the epilogue, which go from wide pixel to wide pixel.</summary>
    public static Epilogue Widen(Epilogue epilogue, int pixels) => epilogue with
    {
        Operands = epilogue.Operands.Select(o => new EpilogueOperand(new[] { o.Strides[0], o.Strides[1], o.Strides[2] * pixels, o.Strides[3] })).ToArray(),
    };

    /// <summary>The node of the weights of wide pixels, (pixels · out, in, height, wider width).</summary>
    public static int Weights(LoweringContext context, int weight, int stride, int pixels)
    {
        int rest = (pixels - 1) * stride;
        int[] moved = [.. Enumerable.Range(0, pixels).Select(p =>
            context.Derive(new Pad(new[] { 0, 0, 0, p * stride }, new[] { 0, 0, 0, rest - (p * stride) }, 0), weight))];
        return context.Derive(new Concat(0), moved);
    }

    /// <summary>The node of the bias of wide pixels.</summary>
    public static int Bias(LoweringContext context, int bias, int pixels) => context.Derive(new Concat(0), [.. Enumerable.Repeat(bias, pixels)]);

    /// <summary>Whether neighbouring pixels lie without gaps on the result and on every operand that differs from element to element.</summary>
    public static bool MayGroup(ConvolutionStrides output, int channels, Epilogue epilogue) =>
        output.Column == channels && epilogue.Operands.All(o => o.IsScalar || (o.IsVector && o.Strides[2] == channels));

    private static double Cost(ConvolutionGeometry geometry) => ConvolutionTiler.RowCost(
        geometry.Extents.Columns, geometry.Extents.Channels, ConvolutionLowering.MergeLoops(geometry.Window), geometry.Input.Column);
}
