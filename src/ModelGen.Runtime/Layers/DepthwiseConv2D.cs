using System.Runtime.CompilerServices;
using ModelGen.IR.Calls;
using Operators = ModelGen.IR.Operators;

namespace ModelGen;

/// <summary>
/// A convolution of each channel of an image (N, H, W, C) alone, <c>multiplier</c> times. Parameters: <c>weight</c>
/// (C · multiplier, 1, kernel height, kernel width) and <c>bias</c> (C · multiplier), as in a PyTorch convolution with C groups.
/// </summary>
public sealed class DepthwiseConv2D : Layer
{
    private readonly Size2D kernel;
    private readonly Size2D stride;
    private readonly Padding padding;
    private readonly Size2D dilation;
    private readonly int multiplier;
    private readonly bool bias;

    /// <summary>A depthwise convolution.</summary>
    /// <param name="kernel">The extents of the window.</param>
    /// <param name="stride">The distance between windows; 1 by default.</param>
    /// <param name="padding">How the plane is padded; not at all by default.</param>
    /// <param name="dilation">The distance between the elements of a window; 1 by default.</param>
    /// <param name="multiplier">The output channels made of each input channel.</param>
    /// <param name="bias">Whether there is a bias.</param>
    /// <param name="field">Filled in by the compiler: the name of the field, for errors before the layer is bound.</param>
    public DepthwiseConv2D(
        Size2D kernel, Size2D? stride = null, Padding padding = default, Size2D? dilation = null, int multiplier = 1, bool bias = true,
        [CallerMemberName] string? field = null)
        : base(field)
    {
        this.kernel = Positive(kernel, nameof(kernel));
        this.stride = Positive(stride ?? 1, nameof(stride));
        this.padding = padding;
        this.dilation = Positive(dilation ?? 1, nameof(dilation));
        this.multiplier = Positive(multiplier, nameof(multiplier));
        this.bias = bias;
    }

    /// <summary>The convolution of an image (N, H, W, C).</summary>
    public Tensor Forward(Tensor x)
    {
        int groups = x.Shape.Rank == 4 ? x.Shape[3] : 1;
        Operators.Conv2D op = Resolve(WindowCalls.Conv2D(x.Shape, kernel, stride, padding, dilation, groups));
        int channels = groups * multiplier;
        Tensor weight = Parameter("weight", new Shape(channels, 1, kernel.Height, kernel.Width), x);
        return bias ? Evaluate(op, x, weight, Parameter("bias", new Shape(channels), x)) : Evaluate(op, x, weight);
    }
}
