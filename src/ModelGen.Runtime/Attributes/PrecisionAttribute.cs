using System;

namespace ModelGen;

/// <summary>
/// Gives the precision of a layer, or of a module with every layer and operation below it, in models that are calibrated; of a list, that
/// of all its elements. The attribute nearest to a layer decides. Without one, calibrated models are <see cref="Precision.Int8"/>; models
/// without calibration are in single precision whatever it says.
/// </summary>
/// <param name="precision">The precision.</param>
[AttributeUsage(AttributeTargets.Field)]
public sealed class PrecisionAttribute(Precision precision) : Attribute
{
    /// <summary>The precision.</summary>
    public Precision Precision { get; } = precision;
}
