using System.Threading;
using ModelGen.Numerics;

namespace ModelGen.Calibration;

/// <summary>How to calibrate.</summary>
public sealed class CalibrationOptions
{
    /// <summary>How the ranges are found.</summary>
    public CalibrationMethod Method { get; init; } = CalibrationMethod.MinMax;

    /// <summary>The element type of quantized activations: UInt8 or Int8.</summary>
    public ElementType Element { get; init; } = ElementType.UInt8;

    /// <summary>The rounding rule of the quantized model.</summary>
    public RoundingRule Rounding { get; init; } = RoundingRule.Onnx;

    /// <summary>Cancels the run.</summary>
    public CancellationToken Cancellation { get; init; }
}
