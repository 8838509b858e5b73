namespace ModelGen;

/// <summary>One tensor of a weights file.</summary>
/// <param name="Name">Its dotted path, as in <c>conv1.weight</c>.</param>
/// <param name="DataType">The element type as safetensors names it: <c>F32</c>, <c>F16</c>, <c>BF16</c>, <c>I64</c>, …</param>
/// <param name="Extents">Its extents; none for a scalar. An extent may be 0, which no <see cref="Shape"/> has.</param>
public sealed record WeightEntry(string Name, string DataType, EquatableArray<long> Extents)
{
    /// <summary>The element type, or null when it is one that models do not compute with.</summary>
    public ElementType? Element => DataType switch
    {
        "F32" => ElementType.Float32,
        "I32" => ElementType.Int32,
        "U8" => ElementType.UInt8,
        "I8" => ElementType.Int8,
        _ => null,
    };

    /// <summary>Whether the tensor has exactly this shape.</summary>
    public bool HasShape(Shape shape)
    {
        if (shape.Rank != Extents.Count)
        {
            return false;
        }

        for (int axis = 0; axis < shape.Rank; axis++)
        {
            if (shape[axis] != Extents[axis])
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The extents in brackets.</summary>
    public string ShapeText => IR.ShapeRule.List(Extents);
}
