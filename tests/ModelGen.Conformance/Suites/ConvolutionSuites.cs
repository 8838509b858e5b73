using ModelGen.Conformance.Harness;

namespace ModelGen.Conformance.Suites;

/// <summary>Convolutions of every kind.</summary>
internal static class ConvolutionSuites
{
    public static readonly Suite[] All =
    [
        new("Conv2D", draw => Convolution(draw, 5, draw.Channels(), 1, draw.Channels())),
        new("Conv2D pointwise", draw => Convolution(draw, 1, draw.Channels(), 1, draw.Channels())),
        new("Conv2D to few channels", draw => Convolution(draw, 7, draw.Pick(1, 3, 8), 1, draw.Int(1, 12))),
        new("Conv2D 5x5 of stride 1", FiveByFive),
        new("Conv2D grouped", Grouped),
        new("DepthwiseConv2D", Depthwise),
        new("ConvTranspose2D", Transposed),
    ];

    private static ModelCase Grouped(Draw draw)
    {
        int groups = draw.Int(2, 5);
        return Convolution(draw, 3, groups * draw.Pick(1, 2, 3, 8, 16), groups, groups * draw.Pick(1, 2, 3, 8, 16));
    }

    private static ModelCase FiveByFive(Draw draw)
    {
        string padding = $"({draw.Int(0, 3)}, {draw.Int(0, 3)}, {draw.Int(0, 3)}, {draw.Int(0, 3)})";
        string layer = $"{draw.Pick(8, 12, 16, 24, 40)}, kernel: 5, padding: {padding}, bias: {Text.Of(draw.OneIn(2))}";
        int[] sample = [draw.Int(5, 17), draw.Int(5, 17), draw.Pick(8, 12, 16, 24, 40)];
        return new ModelCase($"return {draw.Activated("layer.Forward(x)")};", [new CaseInput("x", sample, InputValues.Unit)], Tolerance.Sums)
        {
            Fields = $"private readonly Conv2D layer = new({layer});",
            Batch = draw.Pick(1, 1, 2, 3),
        };
    }

    private static ModelCase Convolution(Draw draw, int largestKernel, int inputs, int groups, int outputs)
    {
        var window = new Window(draw, largestKernel, dilates: true, isPooling: false);
        string layer = $"{outputs}, kernel: {Text.Of(window.Kernel)}, stride: {Text.Of(window.Stride)}, padding: {window.PaddingText}, dilation: {Text.Of(window.Dilation)}, groups: {groups}, bias: {Text.Of(draw.OneIn(2))}";
        return Layered(draw, window, inputs, $"private readonly Conv2D layer = new({layer});");
    }

    private static ModelCase Depthwise(Draw draw)
    {
        var window = new Window(draw, 5, dilates: true, isPooling: false);
        string layer = $"{Text.Of(window.Kernel)}, stride: {Text.Of(window.Stride)}, padding: {window.PaddingText}, dilation: {Text.Of(window.Dilation)}, multiplier: {draw.Pick(1, 1, 1, 2, 3)}, bias: {Text.Of(draw.OneIn(2))}";
        return Layered(draw, window, draw.Channels(), $"private readonly DepthwiseConv2D layer = new({layer});");
    }

    private static ModelCase Transposed(Draw draw)
    {
        Size2D kernel = draw.Size(1, 4), stride = draw.Size(1, 3), dilation = draw.OneIn(3) ? draw.Size(1, 2) : 1;
        int groups = draw.Pick(1, 1, 2, 3), inputs = groups * draw.Pick(1, 3, 8, 17), outputs = groups * draw.Pick(1, 3, 8, 16);
        int spanHeight = ((kernel.Height - 1) * dilation.Height) + 1, spanWidth = ((kernel.Width - 1) * dilation.Width) + 1;
        string padding = $"({draw.Int(0, (spanHeight - 1) / 2)}, {draw.Int(0, (spanWidth - 1) / 2)}, {draw.Int(0, (spanHeight - 1) / 2)}, {draw.Int(0, (spanWidth - 1) / 2)})";
        string appended = $"({draw.Int(0, stride.Height - 1)}, {draw.Int(0, stride.Width - 1)})";
        string layer = $"{outputs}, kernel: {Text.Of(kernel)}, stride: {Text.Of(stride)}, padding: {padding}, outputPadding: {appended}, dilation: {Text.Of(dilation)}, groups: {groups}, bias: {Text.Of(draw.OneIn(2))}";
        int[] sample = [draw.Int(1, 8), draw.Int(1, 8), inputs];
        return new ModelCase($"return {draw.Activated("layer.Forward(x)")};", [new CaseInput("x", sample, InputValues.Unit)], Tolerance.Sums)
        {
            Fields = $"private readonly ConvTranspose2D layer = new({layer});",
            Batch = draw.Pick(1, 1, 2),
        };
    }

    private static ModelCase Layered(Draw draw, Window window, int inputs, string field)
    {
        int[] sample = [window.Height, window.Width, inputs];
        return new ModelCase($"return {draw.Activated("layer.Forward(x)")};", [new CaseInput("x", sample, InputValues.Unit)], Tolerance.Sums)
        {
            Fields = field,
            Batch = draw.Pick(1, 1, 2, 3),
        };
    }
}
