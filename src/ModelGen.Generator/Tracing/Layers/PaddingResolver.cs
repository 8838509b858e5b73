namespace ModelGen.Generator.Tracing.Layers;

/// <summary>Turns a padding rule into amounts.</summary>
internal static class PaddingResolver
{
    /// <summary>The amounts for an image, or none where the shape rule refuses the input or the window in any case.</summary>
    public static Pads Resolve(Padding padding, Shape input, Size2D kernel, Size2D stride, Size2D dilation) =>
        input.Rank == 4 && stride.Height > 0 && stride.Width > 0
            ? padding.Resolve(input[1], input[2], kernel, stride, dilation)
            : Pads.None;
}
