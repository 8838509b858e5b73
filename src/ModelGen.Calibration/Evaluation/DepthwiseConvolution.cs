using System;
using System.Collections.Generic;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Threading.Tasks;
using ModelGen.IR;
using Operators = ModelGen.IR.Operators;

namespace ModelGen.Calibration.Evaluation;

/// <summary>A convolution of each channel by itself, with constant weights.</summary>
internal sealed class DepthwiseConvolution : IFastOperation
{
    private readonly Operators.Conv2D convolution;
    private readonly Size2D kernel;
    private readonly float[][] taps;
    private readonly float[] bias;

    public DepthwiseConvolution(Operators.Conv2D convolution, Tensor weight, float[]? bias)
    {
        this.convolution = convolution;
        kernel = new Size2D(weight.Shape[2], weight.Shape[3]);
        int channels = weight.Shape[0];
        this.bias = bias ?? new float[channels];
        taps = new float[kernel.Height * kernel.Width][];
        for (int tap = 0; tap < taps.Length; tap++)
        {
            taps[tap] = new float[channels];
            for (int channel = 0; channel < channels; channel++)
            {
                taps[tap][channel] = weight.Floats[(channel * taps.Length) + tap];
            }
        }
    }

    public Tensor Evaluate(IReadOnlyList<Tensor> inputs, TensorType output)
    {
        float[] x = inputs[0].Floats;
        Shape image = inputs[0].Shape, y = output.Shape;
        var result = new float[y.ElementCount];
        Parallel.For(0, y[0] * y[1], row =>
        {
            for (int ow = 0; ow < y[2]; ow++)
            {
                Span<float> pixel = result.AsSpan(((row * y[2]) + ow) * y[3], y[3]);
                bias.CopyTo(pixel);
                for (int tap = 0; tap < taps.Length; tap++)
                {
                    int ih = (row % y[1] * convolution.Stride.Height) + (tap / kernel.Width * convolution.Dilation.Height) - convolution.Pads.Top;
                    int iw = (ow * convolution.Stride.Width) + (tap % kernel.Width * convolution.Dilation.Width) - convolution.Pads.Left;
                    if ((uint)ih < (uint)image[1] && (uint)iw < (uint)image[2])
                    {
                        MultiplyAdd(x.AsSpan(((((row / y[1] * image[1]) + ih) * image[2]) + iw) * image[3], image[3]), taps[tap], pixel);
                    }
                }
            }
        });
        return new Tensor(y, result);
    }

    private static void MultiplyAdd(ReadOnlySpan<float> x, ReadOnlySpan<float> weight, Span<float> sums)
    {
        ReadOnlySpan<Vector<float>> a = MemoryMarshal.Cast<float, Vector<float>>(x), b = MemoryMarshal.Cast<float, Vector<float>>(weight);
        Span<Vector<float>> y = MemoryMarshal.Cast<float, Vector<float>>(sums);
        for (int i = 0; i < y.Length; i++)
        {
            y[i] = Vector.MultiplyAddEstimate(a[i], b[i], y[i]);
        }

        for (int i = y.Length * Vector<float>.Count; i < sums.Length; i++)
        {
            sums[i] += x[i] * weight[i];
        }
    }
}
