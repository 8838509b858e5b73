using System;
using System.Buffers;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using ModelGen.IR;
using Operators = ModelGen.IR.Operators;

namespace ModelGen.Calibration.Evaluation;

/// <summary>A convolution with constant weights, as a product of matrices: one row for each output pixel, gathered from its window.</summary>
internal sealed class Convolution : IFastOperation
{
    private const int PixelsPerTask = 64;

    private readonly Operators.Conv2D convolution;
    private readonly Shape weight;
    private readonly PackedMatrix[] groups;

    public Convolution(Operators.Conv2D convolution, Tensor weight, float[]? bias)
    {
        this.convolution = convolution;
        this.weight = weight.Shape;
        Shape w = weight.Shape;
        float[] values = weight.Floats;
        int inputs = w[1], taps = w[2] * w[3], outputs = w[0] / convolution.Groups;
        groups =
        [
            .. Enumerable.Range(0, convolution.Groups).Select(group => new PackedMatrix(
                taps * inputs,
                outputs,
                (k, o) => values[(((((group * outputs) + o) * inputs) + (k % inputs)) * taps) + (k / inputs)],
                bias is null ? default : bias.AsSpan(group * outputs, outputs))),
        ];
    }

    public Tensor Evaluate(IReadOnlyList<Tensor> inputs, TensorType output)
    {
        float[] x = inputs[0].Floats;
        Shape image = inputs[0].Shape, y = output.Shape;
        var result = new float[y.ElementCount];
        int pixels = y[0] * y[1] * y[2], channels = y[3], depth = weight[1] * weight[2] * weight[3], perGroup = channels / groups.Length;
        Parallel.For(0, (pixels + PixelsPerTask - 1) / PixelsPerTask, task =>
        {
            float[] rows = ArrayPool<float>.Shared.Rent(PixelsPerTask * depth);
            int first = task * PixelsPerTask, count = Math.Min(PixelsPerTask, pixels - first);
            for (int group = 0; group < groups.Length; group++)
            {
                for (int i = 0; i < count; i++)
                {
                    Gather(x, image, y, first + i, group * weight[1], rows.AsSpan(i * depth, depth));
                }

                groups[group].Multiply(rows, depth, count, result.AsSpan((first * channels) + (group * perGroup)), channels);
            }

            ArrayPool<float>.Shared.Return(rows);
        });
        return new Tensor(y, result);
    }

    /// <summary>The window of an output pixel, tap by tap, with zeros where it lies outside of the image.</summary>
    private void Gather(float[] x, Shape image, Shape y, int pixel, int firstChannel, Span<float> row)
    {
        int ow = pixel % y[2], oh = pixel / y[2] % y[1], n = pixel / (y[1] * y[2]), inputs = weight[1];
        for (int kh = 0; kh < weight[2]; kh++)
        {
            int ih = (oh * convolution.Stride.Height) + (kh * convolution.Dilation.Height) - convolution.Pads.Top;
            for (int kw = 0; kw < weight[3]; kw++)
            {
                int iw = (ow * convolution.Stride.Width) + (kw * convolution.Dilation.Width) - convolution.Pads.Left;
                Span<float> tap = row.Slice(((kh * weight[3]) + kw) * inputs, inputs);
                if ((uint)ih < (uint)image[1] && (uint)iw < (uint)image[2])
                {
                    x.AsSpan((((((n * image[1]) + ih) * image[2]) + iw) * image[3]) + firstChannel, inputs).CopyTo(tap);
                }
                else
                {
                    tap.Clear();
                }
            }
        }
    }
}
