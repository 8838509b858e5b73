using System.Runtime.CompilerServices;
using ModelGen.IR.Calls;
using Operators = ModelGen.IR.Operators;

namespace ModelGen;

/// <summary>
/// A transposed convolution of an image (N, H, W, C) that yields <c>channels</c> channels. Parameters: <c>weight</c>
/// (C, channels / groups, kernel height, kernel width) and <c>bias</c> (channels), as PyTorch has them.
/// </summary>
public sealed class ConvTranspose2D : Layer
{
    private readonly int channels;
    private readonly Size2D kernel;
    private readonly Size2D stride;
    private readonly Padding padding;
    private readonly Size2D? outputPadding;
    private readonly Size2D dilation;
    private readonly int groups;
    private readonly bool bias;

    /// <summary>A transposed convolution.</summary>
    /// <param name="channels">The output channels, at least 1 and divisible by <paramref name="groups"/>.</param>
    /// <param name="kernel">The extents of the window.</param>
    /// <param name="stride">The distance between the windows that neighbouring input elements are spread over; 1 by default.</param>
    /// <param name="padding">What is cut off the output; with <see cref="Padding.Same"/> its extents are input · stride.</param>
    /// <param name="outputPadding">Rows and columns appended to the output at the bottom and right, less than the stride; none by default.</param>
    /// <param name="dilation">The distance between the elements of a window; 1 by default.</param>
    /// <param name="groups">The groups that input and output channels are divided into, each convolved alone.</param>
    /// <param name="bias">Whether there is a bias.</param>
    /// <param name="field">Filled in by the compiler: the name of the field, for errors before the layer is bound.</param>
    public ConvTranspose2D(
        int channels, Size2D kernel, Size2D? stride = null, Padding padding = default, Size2D? outputPadding = null, Size2D? dilation = null, int groups = 1,
        bool bias = true, [CallerMemberName] string? field = null)
        : base(field)
    {
        this.channels = Positive(channels, nameof(channels));
        this.kernel = Positive(kernel, nameof(kernel));
        this.stride = Positive(stride ?? 1, nameof(stride));
        this.padding = padding;
        this.outputPadding = outputPadding;
        this.dilation = Positive(dilation ?? 1, nameof(dilation));
        this.groups = Positive(groups, nameof(groups));
        this.bias = bias;
    }

    /// <summary>The transposed convolution of an image (N, H, W, C).</summary>
    public Tensor Forward(Tensor x)
    {
        Operators.ConvTranspose2D op = Resolve(WindowCalls.ConvTranspose2D(x.Shape, kernel, stride, padding, outputPadding, dilation, groups));
        if (x.Shape[3] % groups != 0 || channels % groups != 0)
        {
            throw Refused($"has {groups} groups, which do not divide the {x.Shape[3]} channels of {x.Shape} and {channels} output channels.");
        }

        Tensor weight = Parameter("weight", new Shape(x.Shape[3], channels / groups, kernel.Height, kernel.Width), x);
        return bias ? Evaluate(op, x, weight, Parameter("bias", new Shape(channels), x)) : Evaluate(op, x, weight);
    }
}
