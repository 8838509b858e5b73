using ModelGen.IR;

namespace ModelGen.Compiler.Planning;

/// <summary>
/// How a value lies in its buffer: dense, outermost axis first, except that an image (N, H, W, C) may lie inside planes with a halo.
/// The halo of a plane holds zeros when its readers run, so that a padded convolution reads it without a branch at the border.
/// </summary>
/// <param name="Type">Element type and logical shape; the halo is not part of it.</param>
/// <param name="Halo">Rows and columns of zeros around every plane; none unless the rank is 4.</param>
public readonly record struct TensorLayout(TensorType Type, Pads Halo)
{
    private const int BytesPerSlot = 4;

    /// <summary>A layout without halo.</summary>
    public static TensorLayout Dense(TensorType type) => new(type, Pads.None);

    /// <summary>The logical extents.</summary>
    public Shape Shape => Type.Shape;

    /// <summary>Whether logical neighbours on the last axis of consecutive rows are neighbours in memory: no halo.</summary>
    public bool IsDense => Halo.IsNone;

    /// <summary>The extents in memory: those of the shape, with the halo added to height and width.</summary>
    public Shape PaddedShape => Halo.IsNone
        ? Shape
        : new Shape(Shape[0], Shape[1] + Halo.Top + Halo.Bottom, Shape[2] + Halo.Left + Halo.Right, Shape[3]);

    /// <summary>The elements that the buffer holds, halo included.</summary>
    public int ElementCount => PaddedShape.ElementCount;

    /// <summary>The room it takes in an arena of single-precision elements; narrower elements are rounded up.</summary>
    public int Slots => (int)((((long)ElementCount * ElementTypes.SizeInBytes(Type.Element)) + BytesPerSlot - 1) / BytesPerSlot);

    /// <summary>The distance from the start of the buffer to the first logical element, in elements.</summary>
    public int Origin => Halo.IsNone ? 0 : ((Halo.Top * PaddedShape[2]) + Halo.Left) * Shape[3];

    /// <summary>The distances in elements between logical neighbours along each axis.</summary>
    public int[] Strides() => PaddedShape.Strides();

    /// <summary>As in <c>f32[1, 28, 28, 1] halo (2, 2, 2, 2)</c>.</summary>
    public override string ToString() => Halo.IsNone ? Type.ToString() : $"{Type} halo {Halo}";
}
