namespace ModelGen.Calibration;

/// <summary>What calibration found for one tensor, and how the tensor is therefore quantized.</summary>
/// <param name="Key">The stable name of the tensor, as in <c>layer1.0.conv1/Conv2D</c>.</param>
/// <param name="Minimum">The least value that the method keeps; finite.</param>
/// <param name="Maximum">The greatest value that the method keeps; finite, not below <paramref name="Minimum"/>.</param>
/// <param name="Scale">The distance between neighbouring quantized values; finite and positive.</param>
/// <param name="ZeroPoint">The quantized value that stands for 0; in the range of the element type.</param>
/// <param name="Sqnr">
/// The ratio of signal to quantization noise of the quantized model at this tensor against single precision, in dB; null where it was not measured.
/// </param>
/// <remarks>Scale and zero point are what the compiler uses; the range shows where they come from.</remarks>
public sealed record TensorCalibration(string Key, float Minimum, float Maximum, float Scale, int ZeroPoint, float? Sqnr = null)
{
    /// <summary>The calibration of a tensor from the range to keep, by <see cref="AffineRange.Choose"/>.</summary>
    /// <inheritdoc cref="AffineRange.Choose"/>
    /// <param name="key">The stable name of the tensor.</param>
    /// <param name="minimum">The least value to represent; finite.</param>
    /// <param name="maximum">The greatest value to represent; finite, not below <paramref name="minimum"/>.</param>
    /// <param name="element">UInt8 or Int8.</param>
    public static TensorCalibration FromRange(string key, float minimum, float maximum, ElementType element)
    {
        (float scale, int zeroPoint) = AffineRange.Choose(minimum, maximum, element);
        return new TensorCalibration(key, minimum, maximum, scale, zeroPoint);
    }
}
