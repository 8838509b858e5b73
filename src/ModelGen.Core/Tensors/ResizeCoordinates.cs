namespace ModelGen;

/// <summary>Which place of the input an element of a resized image corresponds to.</summary>
public enum ResizeCoordinates : byte
{
    /// <summary>Elements are unit squares: (o + 1/2) · in / out − 1/2. PyTorch's <c>align_corners=False</c>, ONNX's <c>half_pixel</c>.</summary>
    HalfPixel,

    /// <summary>The centres of the corner elements coincide: o · (in − 1) / (out − 1). PyTorch's <c>align_corners=True</c>.</summary>
    AlignCorners,
}
