using System;
using ModelGen.Compiler.Backends.Cpu.Kernels;

namespace ModelGen.Compiler.Backends.Cpu.Lowering;

/// <summary>
/// <see cref="PixelGrouping"/> for products of bytes: where the channels of a convolution leave lanes or the quads of its window empty,
/// neighbouring pixels of the result are taken for the channels of one wider pixel.
/// </summary>
internal static class BytePixelGrouping
{
    /// <summary>Wider pixels must save at least this part of the time: an estimate is not better than that.</summary>
    private const double LeastGain = 0.1;

    /// <summary>What a pixel takes beside its products, and each block of it, in products of a quad with a block: measured with AVX-512-VNNI.</summary>
    private const int PixelCost = 20, BlockCost = 8;

    /// <summary>How many pixels to take together; 1 where that costs least or where an operand does not allow more.</summary>
    /// <param name="geometry">The convolution, pixel by pixel, with the bytes of a row of its window side by side.</param>
    /// <param name="inputs">The channels of the input.</param>
    /// <param name="width">The taps of a row of the window.</param>
    /// <param name="stride">From window to window along a row, in pixels.</param>
    /// <param name="epilogue">The fused steps.</param>
    public static int Choose(ByteProductGeometry geometry, int inputs, int width, int stride, Epilogue epilogue)
    {
        ConvolutionExtents extents = geometry.Extents;
        if (extents.Groups > 1 || geometry.Window.Runs > 1 || !PixelGrouping.MayGroup(geometry.Output, extents.Channels, epilogue))
        {
            return 1;
        }

        int best = 1;
        double bestCost = Cost(1) * (1 - LeastGain);
        for (int pixels = 2; pixels * extents.Channels <= ByteProductKernel.MostBlocks * ByteProductKernel.BlockChannels && pixels <= extents.Columns; pixels++)
        {
            if (extents.Columns % pixels == 0 && Cost(pixels) is var cost && cost < bestCost)
            {
                (best, bestCost) = (pixels, cost);
            }
        }

        return best;

        double Cost(int pixels)
        {
            int blocks = ((pixels * extents.Channels) + ByteProductKernel.BlockChannels - 1) / ByteProductKernel.BlockChannels;
            int quads = geometry.Window.OuterRuns * Quads(pixels, inputs, width, stride);
            return ((double)(blocks * (quads + BlockCost)) + PixelCost) / pixels;
        }
    }

    /// <summary>The geometry with so many pixels taken together.</summary>
    public static ByteProductGeometry Widen(ByteProductGeometry geometry, int inputs, int width, int stride, int pixels)
    {
        ConvolutionExtents extents = geometry.Extents;
        return geometry with
        {
            Description = FormattableString.Invariant($"{geometry.Description}, {pixels} pixels side by side in the lanes"),
            Extents = extents with { Columns = extents.Columns / pixels, Channels = extents.Channels * pixels },
            Input = geometry.Input with { Column = geometry.Input.Column * pixels },
            Output = geometry.Output with { Column = geometry.Output.Column * pixels },
            Window = geometry.Window with { Quads = Quads(pixels, inputs, width, stride) },
            Pixels = pixels,
        };
    }

    private static int Quads(int pixels, int inputs, int width, int stride) =>
        ((inputs * (width + ((pixels - 1) * stride))) + ByteWindow.QuadBytes - 1) / ByteWindow.QuadBytes;
}
