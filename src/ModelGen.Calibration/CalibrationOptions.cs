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

    /// <summary>
    /// Whether channels are scaled between layers so that they have similar ranges (Nagel et al., 2019). The samples are then enumerated
    /// twice: the ranges are those of the equalized model.
    /// </summary>
    public bool Equalize { get; init; }

    /// <summary>Whether biases make up for the shift of the mean that rounding the weights brings (Nagel et al., 2019).</summary>
    public bool CorrectBias { get; init; }

    /// <summary>Cancels the run.</summary>
    public CancellationToken Cancellation { get; init; }
}
