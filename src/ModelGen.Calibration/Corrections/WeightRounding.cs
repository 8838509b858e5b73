using System;

namespace ModelGen.Calibration.Corrections;

/// <summary>Rounds the weights of an output channel as int8 does: symmetric, to −127 to 127.</summary>
internal static class WeightRounding
{
    /// <summary>The scale of a channel's weights: the greatest magnitude over 127; 1 for zeros only.</summary>
    public static float Scale(ReadOnlySpan<float> weights)
    {
        float magnitude = 0;
        foreach (float weight in weights)
        {
            magnitude = Math.Max(magnitude, Math.Abs(weight));
        }

        return magnitude == 0 ? 1 : magnitude / 127;
    }

    /// <summary>The nearest value that int8 can hold.</summary>
    public static float Round(float weight, float scale) => Math.Clamp(MathF.Round(weight / scale), -127, 127) * scale;

    /// <summary>A weight whose first axis counts the output channels, rounded channel by channel.</summary>
    public static Tensor Round(Tensor weight)
    {
        float[] values = weight.Floats, rounded = new float[values.Length];
        int size = values.Length / weight.Shape[0];
        for (int start = 0; start < values.Length; start += size)
        {
            float scale = Scale(values.AsSpan(start, size));
            for (int i = start; i < start + size; i++)
            {
                rounded[i] = Round(values[i], scale);
            }
        }

        return new Tensor(weight.Shape, rounded);
    }
}
