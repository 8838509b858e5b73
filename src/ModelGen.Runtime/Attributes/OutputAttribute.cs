using System;

namespace ModelGen;

/// <summary>
/// On the return value of a model's <c>Forward</c>, says how <c>Run</c> yields a result: <c>[return: Output(Type = ElementType.UInt8)]</c>. Bytes are
/// quantized as the calibration says, for the CPU, NPUs and exported models alike; <see cref="ModelInfo.Outputs"/> has the scale and the zero point with
/// which they stand for real values. <c>Forward</c> itself returns real values.
/// </summary>
/// <param name="name">The result: an element name of the returned tuple; null for the only one.</param>
[AttributeUsage(AttributeTargets.ReturnValue, AllowMultiple = true)]
public sealed class OutputAttribute(string? name = null) : Attribute
{
    /// <summary>The result; null for the only one.</summary>
    public string? Name { get; } = name;

    /// <summary>The type of one element: Float32, or UInt8 or Int8 in models with a calibration, whichever of the two that is for.</summary>
    public ElementType Type { get; set; } = ElementType.Float32;
}
