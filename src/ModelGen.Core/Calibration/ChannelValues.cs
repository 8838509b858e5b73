namespace ModelGen.Calibration;

/// <summary>One value for each output channel of a layer: factors of equalization, or corrections of a bias.</summary>
/// <param name="Key">The stable name of the layer's result, as in <c>layer1.0.conv1/Conv2D</c>.</param>
/// <param name="Values">The finite values, channel by channel.</param>
public sealed record ChannelValues(string Key, EquatableArray<float> Values);
