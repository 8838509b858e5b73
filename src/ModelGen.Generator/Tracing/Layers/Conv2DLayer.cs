using ModelGen.Generator.Tracing.Values;
using ModelGen.IR.Calls;
using ModelGen.IR.Operators;

namespace ModelGen.Generator.Tracing.Layers;

/// <summary>Conv2D: <c>weight</c> (out, in / groups, height, width) and <c>bias</c> (out).</summary>
internal class Conv2DLayer : ConvolutionLayer
{
    /// <inheritdoc/>
    public override string Name => "Conv2D";

    /// <inheritdoc/>
    public override Value Forward(LayerCall call) => Convolve(call, call.Arguments.Int("channels"), call.Arguments.Int("groups"));

    /// <summary>Adds the convolution with the kernel, stride, padding, dilation and bias that the arguments give.</summary>
    protected static Value Convolve(LayerCall call, int channels, int groups)
    {
        Window window = Window.Of(call.Arguments);
        Shape x = call.Input.Shape;
        Resolved<Conv2D> op = WindowCalls.Conv2D(x, window.Kernel, window.Stride, window.Padding, window.Dilation, groups);
        if (op.Error is { } error)
        {
            return call.ShapeError(error);
        }

        return x[3] % groups == 0
            ? Apply(call, op.Value, channels, channels, x[3] / groups)
            : call.ShapeError($"{groups} groups do not divide the {x[3]} channels of {x}.");
    }
}
