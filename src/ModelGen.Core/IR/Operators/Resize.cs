using System.Collections.Generic;
using ModelGen.IR.Text;

namespace ModelGen.IR.Operators;

/// <summary>
/// Scales the planes of an image (N, H, W, C) to another height and width, as ONNX's Resize with <c>nearest_mode</c>
/// <c>round_prefer_floor</c> and no antialiasing. Where a scale is a whole number, Nearest with
/// <see cref="ResizeCoordinates.HalfPixel"/> repeats each element, as PyTorch's <c>nearest</c> does; it takes u8 and i8 too.
/// </summary>
public sealed record Resize(int Height, int Width, ResizeMode Mode, ResizeCoordinates Coordinates) : Operator
{
    /// <inheritdoc/>
    public override Inference Infer(IReadOnlyList<TensorType> inputs)
    {
        if (((Mode == ResizeMode.Nearest ? ShapeRule.Value(inputs) : ShapeRule.Floats(inputs, 1)) ?? ShapeRule.Image(inputs[0])) is { } failure)
        {
            return failure;
        }

        return Height < 1 || Width < 1
            ? Inference.Fail($"the height and width to resize to are at least 1, but they are {Height} and {Width}.")
            : ShapeRule.Result([inputs[0].Shape[0], Height, Width, inputs[0].Shape[3]], inputs[0].Element);
    }

    /// <inheritdoc/>
    public override Tensor Evaluate(IReadOnlyList<Tensor> inputs, TensorType output)
    {
        Shape x = inputs[0].Shape, y = output.Shape;
        float[] image = inputs[0].ToFloats();
        ResizeTap[] rows = ResizeAxis.Taps(x[1], Height, Mode, Coordinates), columns = ResizeAxis.Taps(x[2], Width, Mode, Coordinates);
        var result = new float[y.ElementCount];
        int index = 0;
        for (int n = 0; n < y[0]; n++)
        {
            foreach (ResizeTap row in rows)
            {
                foreach (ResizeTap column in columns)
                {
                    for (int c = 0; c < y[3]; c++)
                    {
                        double top = Mix(At(n, row.Low, column.Low, c), At(n, row.Low, column.High, c), column.HighWeight);
                        double bottom = Mix(At(n, row.High, column.Low, c), At(n, row.High, column.High, c), column.HighWeight);
                        result[index++] = (float)Mix(top, bottom, row.HighWeight);
                    }
                }
            }
        }

        return Tensor.FromFloats(output, result);

        float At(int n, int h, int w, int c) => image[(((((n * x[1]) + h) * x[2]) + w) * x[3]) + c];
    }

    /// <inheritdoc/>
    public override void WriteAttributes(AttributeWriter writer)
    {
        writer.Int("height", Height);
        writer.Int("width", Width);
        writer.Enum("mode", Mode);
        writer.Enum("coordinates", Coordinates);
    }

    internal static Resize Read(AttributeReader reader) =>
        new(reader.Int("height"), reader.Int("width"), reader.Enum<ResizeMode>("mode"), reader.Enum<ResizeCoordinates>("coordinates"));

    private static double Mix(double low, double high, float weight) => weight == 0 ? low : (low * (1 - (double)weight)) + (high * weight);
}
