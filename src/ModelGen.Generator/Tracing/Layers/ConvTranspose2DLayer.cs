using ModelGen.Generator.Tracing.Library;
using ModelGen.Generator.Tracing.Values;
using ModelGen.IR.Calls;
using ModelGen.IR.Operators;

namespace ModelGen.Generator.Tracing.Layers;

/// <summary>ConvTranspose2D: <c>weight</c> (in, out / groups, height, width) and <c>bias</c> (out).</summary>
internal sealed class ConvTranspose2DLayer : ConvolutionLayer
{
    /// <inheritdoc/>
    public override string Name => "ConvTranspose2D";

    /// <inheritdoc/>
    public override Value Forward(LayerCall call)
    {
        Arguments a = call.Arguments;
        Window window = Window.Of(a);
        Shape x = call.Input.Shape;
        int channels = a.Int("channels"), groups = a.Int("groups");
        Resolved<ConvTranspose2D> op = WindowCalls.ConvTranspose2D(
            x, window.Kernel, window.Stride, window.Padding, a.SizeOrNull("outputPadding"), window.Dilation, groups);
        return op.Error is { } error ? call.ShapeError(error) : Apply(call, op.Value, channels, x[3], channels / groups);
    }
}
