using System.Linq;
using ModelGen.Compiler.Backends.Cpu.Kernels;

namespace ModelGen.Compiler.Backends.Cpu.Lowering;

/// <summary>
/// Where the pixels of consecutive rows (or images) are evenly spaced on every operand, as for a 1×1 convolution without halos, they
/// form one long row, which is cut anew into rows that full tiles cover.
/// </summary>
internal static class ConvolutionRows
{
    private const int LongestRow = 256;

    /// <summary>The geometry and epilogue with the rows cut where the tiles cost least.</summary>
    public static (ConvolutionGeometry Geometry, Epilogue Epilogue) Recut(ConvolutionGeometry geometry, Epilogue epilogue)
    {
        (geometry, epilogue) = JoinImages(geometry, epilogue);
        ConvolutionExtents extents = geometry.Extents;
        if (!RowsAreEven(geometry, epilogue))
        {
            return (geometry, epilogue);
        }

        int pixels = extents.Rows * extents.Columns;
        WindowLoop[] window = ConvolutionLowering.MergeLoops(geometry.Window);
        int best = extents.Columns;
        double bestCost = double.MaxValue;
        for (int columns = 1; columns <= pixels && columns <= LongestRow; columns++)
        {
            if (pixels % columns != 0)
            {
                continue;
            }

            double cost = pixels / columns * ConvolutionTiler.RowCost(columns, extents.Channels, window, geometry.Input.Column);
            if (cost < bestCost)
            {
                (best, bestCost) = (columns, cost);
            }
        }

        return (
            geometry with
            {
                Extents = extents with { Rows = pixels / best, Columns = best },
                Input = geometry.Input with { Row = geometry.Input.Column * best },
                Output = geometry.Output with { Row = geometry.Output.Column * best },
            },
            epilogue with
            {
                Operands = epilogue.Operands.Select(o => new EpilogueOperand(new[] { o.Strides[0], o.Strides[2] * best, o.Strides[2], o.Strides[3] })).ToArray(),
            });
    }

    private static bool RowsAreEven(ConvolutionGeometry geometry, Epilogue epilogue)
    {
        int columns = geometry.Extents.Columns;
        return geometry.Extents.Rows == 1
            || (geometry.Input.Row == geometry.Input.Column * columns
                && geometry.Output.Row == geometry.Output.Column * columns
                && epilogue.Operands.All(o => o.Strides[1] == o.Strides[2] * columns));
    }

    private static (ConvolutionGeometry Geometry, Epilogue Epilogue) JoinImages(ConvolutionGeometry geometry, Epilogue epilogue)
    {
        ConvolutionExtents extents = geometry.Extents;
        bool even = extents.Images > 1
            && geometry.Input.Image == geometry.Input.Row * extents.Rows
            && geometry.Output.Image == geometry.Output.Row * extents.Rows
            && epilogue.Operands.All(o => o.Strides[0] == o.Strides[1] * extents.Rows);
        return even
            ? (geometry with { Extents = extents with { Images = 1, Rows = extents.Rows * extents.Images } }, epilogue)
            : (geometry, epilogue);
    }
}
