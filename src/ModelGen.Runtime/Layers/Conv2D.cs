using System.Runtime.CompilerServices;
using ModelGen.IR.Calls;
using Operators = ModelGen.IR.Operators;

namespace ModelGen;

/// <summary>
/// A convolution of an image (N, H, W, C) that yields <c>channels</c> channels. Parameters: <c>weight</c>
/// (channels, C / groups, kernel height, kernel width) and <c>bias</c> (channels), as PyTorch has them.
/// </summary>
public sealed class Conv2D : Layer
{
    private readonly int channels;
    private readonly Size2D kernel;
    private readonly Size2D stride;
    private readonly Padding padding;
    private readonly Size2D dilation;
    private readonly int groups;
    private readonly bool bias;

    /// <summary>A convolution.</summary>
    /// <param name="channels">The output channels, at least 1 and divisible by <paramref name="groups"/>.</param>
    /// <param name="kernel">The extents of the window.</param>
    /// <param name="stride">The distance between windows; 1 by default.</param>
    /// <param name="padding">How the plane is padded; not at all by default.</param>
    /// <param name="dilation">The distance between the elements of a window; 1 by default.</param>
    /// <param name="groups">The groups that input and output channels are divided into, each convolved alone.</param>
    /// <param name="bias">Whether there is a bias.</param>
    /// <param name="field">Filled in by the compiler: the name of the field, for errors before the layer is bound.</param>
    public Conv2D(
        int channels, Size2D kernel, Size2D? stride = null, Padding padding = default, Size2D? dilation = null, int groups = 1, bool bias = true,
        [CallerMemberName] string? field = null)
        : base(field)
    {
        this.channels = Positive(channels, nameof(channels));
        this.kernel = Positive(kernel, nameof(kernel));
        this.stride = Positive(stride ?? 1, nameof(stride));
        this.padding = padding;
        this.dilation = Positive(dilation ?? 1, nameof(dilation));
        this.groups = Positive(groups, nameof(groups));
        this.bias = bias;
    }

    /// <summary>The convolution of an image (N, H, W, C).</summary>
    public Tensor Forward(Tensor x)
    {
        Operators.Conv2D op = Resolve(WindowCalls.Conv2D(x.Shape, kernel, stride, padding, dilation, groups));
        if (x.Shape[3] % groups != 0 || channels % groups != 0)
        {
            throw Refused($"has {groups} groups, which do not divide the {x.Shape[3]} channels of {x.Shape} and {channels} output channels.");
        }

        Tensor weight = Parameter("weight", new Shape(channels, x.Shape[3] / groups, kernel.Height, kernel.Width), x);
        return bias ? Evaluate(op, x, weight, Parameter("bias", new Shape(channels), x)) : Evaluate(op, x, weight);
    }
}
