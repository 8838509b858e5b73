using ModelGen.Conformance.Harness;

namespace ModelGen.Conformance.Suites;

/// <summary>Pooling and resizing of images.</summary>
internal static class PoolingSuites
{
    public static readonly Suite[] All =
    [
        new("MaxPool", draw => Pool(draw, "MaxPool", Tolerance.Exact, dilates: true)),
        new("AveragePool", draw => Pool(draw, "AveragePool", Tolerance.Sums, dilates: false)),
        new("GlobalAveragePool", draw => Image(draw, "GlobalAveragePool(x)", draw.Int(1, 11), draw.Int(1, 11), Tolerance.Sums)),
        new("Resize nearest", draw => Resize(draw, "Nearest", Tolerance.Exact)),
        new("Resize bilinear", draw => Resize(draw, "Bilinear", Tolerance.Sums)),
    ];

    private static ModelCase Pool(Draw draw, string name, Tolerance tolerance, bool dilates)
    {
        var window = new Window(draw, 4, dilates, isPooling: true);
        string last = dilates ? $"dilation: {Text.Of(window.Dilation)}" : $"countPadding: {Text.Of(draw.OneIn(2))}";
        return Image(draw, $"{name}(x, {Text.Of(window.Kernel)}, stride: {Text.Of(window.Stride)}, padding: {window.PaddingText}, {last})", window.Height, window.Width, tolerance);
    }

    private static ModelCase Resize(Draw draw, string mode, Tolerance tolerance)
    {
        int height = draw.Int(1, 9), width = draw.Int(1, 9), scale = draw.Int(1, 4);
        (int toHeight, int toWidth) = draw.OneIn(3) ? (height * scale, width * scale) : (draw.Int(1, 20), draw.Int(1, 20));
        string coordinates = draw.Pick("HalfPixel", "AlignCorners");
        return Image(draw, $"Resize(x, {toHeight}, {toWidth}, ResizeMode.{mode}, ResizeCoordinates.{coordinates})", height, width, tolerance);
    }

    private static ModelCase Image(Draw draw, string expression, int height, int width, Tolerance tolerance) =>
        ModelCase.Of(expression, tolerance, new CaseInput("x", [height, width, draw.Channels()], new InputValues(-10, 10, draw.OneIn(2)))) with { Batch = draw.Pick(1, 1, 2) };
}
