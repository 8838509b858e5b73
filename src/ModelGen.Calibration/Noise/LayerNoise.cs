namespace ModelGen.Calibration;

/// <summary>The noise that int8 brings to one tensor, as ratios of the signal's power to the noise's in dB; infinite where there is no noise.</summary>
/// <param name="Key">The stable name of the tensor.</param>
/// <param name="Added">The ratio when this layer alone is quantized: its weights and its result.</param>
/// <param name="Total">The ratio when every layer up to here is quantized.</param>
public sealed record LayerNoise(string Key, double Added, double Total);
