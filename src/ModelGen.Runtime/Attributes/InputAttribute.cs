using System;

namespace ModelGen;

/// <summary>Gives the shape of one sample of a parameter of <c>Forward</c>; the batch axis comes before it.</summary>
/// <param name="shape">The extents, outermost first, each at least 1: (height, width, channels) for an image. Empty for a single value.</param>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class InputAttribute(params int[] shape) : Attribute
{
    /// <summary>The extents of one sample, without the batch axis.</summary>
    public int[] Shape { get; } = shape;

    /// <summary>The type of one element.</summary>
    public ElementType Type { get; set; } = ElementType.Float32;
}
