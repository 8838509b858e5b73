using System;

namespace ModelGen.IR.Operators;

/// <summary>
/// For one output position of a resized axis: the two input positions that it mixes and the weight of the second. With
/// <see cref="ResizeMode.Nearest"/> both are the nearest and the weight is 0.
/// </summary>
public readonly record struct ResizeTap(int Low, int High, float HighWeight);

/// <summary>
/// The arithmetic of <see cref="Resize"/> along one axis, shared by the reference and the compiled kernels. Coordinates are computed in
/// single precision, in the order of operations of ONNX Runtime, so that ties fall alike.
/// </summary>
public static class ResizeAxis
{
    /// <summary>One tap for each of <paramref name="output"/> positions over an axis of <paramref name="input"/> elements.</summary>
    public static ResizeTap[] Taps(int input, int output, ResizeMode mode, ResizeCoordinates coordinates)
    {
        var taps = new ResizeTap[output];
        for (int o = 0; o < output; o++)
        {
            float x = Coordinate(o, input, output, coordinates);
            taps[o] = mode == ResizeMode.Nearest ? Nearest(x, input) : Linear(x, input);
        }

        return taps;
    }

    private static float Coordinate(int o, int input, int output, ResizeCoordinates coordinates)
    {
        if (input == output)
        {
            return o;
        }

        if (coordinates == ResizeCoordinates.AlignCorners)
        {
            return output == 1 ? 0 : (float)((float)((float)o * (input - 1)) / (output - 1));
        }

        float scale = (float)((float)output / input);
        return (float)((float)((o + 0.5f) / scale) - 0.5f);
    }

    private static ResizeTap Nearest(float x, int input)
    {
        int nearest = Math.Min(Math.Max((int)Math.Ceiling(x - 0.5), 0), input - 1);
        return new ResizeTap(nearest, nearest, 0);
    }

    private static ResizeTap Linear(float x, int input)
    {
        float clamped = Math.Min(Math.Max(x, 0), input - 1);
        int low = (int)clamped;
        return new ResizeTap(low, Math.Min(low + 1, input - 1), clamped - low);
    }
}
