using System;
using ModelGen.Conformance.Harness;

namespace ModelGen.Conformance.Suites;

/// <summary>A random window of a convolution or pooling, and an input plane that it fits into.</summary>
internal sealed class Window
{
    /// <summary>Draws kernel, stride, dilation and padding. Pooling never has a window without an element.</summary>
    public Window(Draw draw, int largestKernel, bool dilates, bool isPooling)
    {
        Kernel = draw.Size(1, largestKernel);
        Stride = draw.OneIn(2) ? 1 : draw.Size(1, 3);
        Dilation = dilates && draw.OneIn(3) ? draw.Size(1, 3) : 1;
        int most = isPooling ? Math.Min(Kernel.Height, Kernel.Width) - 1 : 3;
        (PaddingText, Pads pads) = Padding(draw, isPooling ? 0 : most, most);
        Height = Extent(draw, Kernel.Height, Dilation.Height, pads.Top + pads.Bottom, isPooling);
        Width = Extent(draw, Kernel.Width, Dilation.Width, pads.Left + pads.Right, isPooling);
    }

    public Size2D Kernel { get; }

    public Size2D Stride { get; }

    public Size2D Dilation { get; }

    public string PaddingText { get; }

    public int Height { get; }

    public int Width { get; }

    private static (string Text, Pads Pads) Padding(Draw draw, int mostSame, int most)
    {
        Pads pads = new(draw.Int(0, most), draw.Int(0, most), draw.Int(0, most), draw.Int(0, most));
        return draw.Int(0, 5) switch
        {
            0 when mostSame > 0 => ("Padding.Same", Pads.None),
            1 => ("Padding.Valid", Pads.None),
            2 => ($"{pads.Top}", new Pads(pads.Top, pads.Top, pads.Top, pads.Top)),
            3 => ($"({pads.Top}, {pads.Left})", new Pads(pads.Top, pads.Left, pads.Top, pads.Left)),
            _ => ($"({pads.Top}, {pads.Left}, {pads.Bottom}, {pads.Right})", pads),
        };
    }

    private static int Extent(Draw draw, int kernel, int dilation, int padding, bool isPooling)
    {
        int span = ((kernel - 1) * dilation) + 1;
        int least = isPooling ? span : Math.Max(1, span - padding);
        return draw.OneIn(4) ? least : least + draw.Int(0, 12);
    }
}
