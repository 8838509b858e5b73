using System;

namespace ModelGen;

/// <summary>A trained tensor of its own, to be used in expressions. Its name in the weights is the path of the field.</summary>
public sealed class Parameter : Layer
{
    private readonly Shape shape;

    /// <summary>A trained tensor of the given extents; none for a scalar.</summary>
    /// <exception cref="ArgumentOutOfRangeException">An extent is below 1.</exception>
    public Parameter(params int[] shape)
        : base(null) => this.shape = new Shape(shape);

    /// <summary>The trained values.</summary>
    /// <exception cref="InvalidOperationException">The model that holds it was not made with <c>Create</c>.</exception>
    public Tensor Value => Parameter("", shape);
}
