using System;

namespace ModelGen;

/// <summary>Facts about element types.</summary>
public static class ElementTypes
{
    /// <summary>The size of one element in bytes.</summary>
    public static int SizeInBytes(ElementType element) => element is ElementType.Float32 or ElementType.Int32 ? 4 : 1;

    /// <summary>The short name used in graph text: <c>f32</c>, <c>i32</c>, <c>u8</c>, <c>i8</c>.</summary>
    public static string Abbreviation(ElementType element) => element switch
    {
        ElementType.Float32 => "f32",
        ElementType.Int32 => "i32",
        ElementType.UInt8 => "u8",
        ElementType.Int8 => "i8",
        _ => throw new ArgumentOutOfRangeException(nameof(element)),
    };

    /// <summary>The inverse of <see cref="Abbreviation"/>.</summary>
    public static bool TryParse(string abbreviation, out ElementType element)
    {
        foreach (ElementType candidate in new[] { ElementType.Float32, ElementType.Int32, ElementType.UInt8, ElementType.Int8 })
        {
            if (Abbreviation(candidate) == abbreviation)
            {
                element = candidate;
                return true;
            }
        }

        element = default;
        return false;
    }
}
