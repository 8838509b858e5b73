namespace ModelGen.IR;

/// <summary>Element type and shape of a value in a graph.</summary>
public readonly record struct TensorType(ElementType Element, Shape Shape)
{
    /// <summary>A single-precision tensor.</summary>
    public static TensorType Float(params int[] extents) => new(ElementType.Float32, new Shape(extents));

    /// <summary>As in <c>f32[1, 28, 28, 1]</c>.</summary>
    public override string ToString() => ElementTypes.Abbreviation(Element) + Shape;
}
