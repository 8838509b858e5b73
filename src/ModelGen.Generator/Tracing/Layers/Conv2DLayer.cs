using System.Collections.Generic;
using System.Linq;
using ModelGen.Generator.Tracing.Library;
using ModelGen.Generator.Tracing.Values;
using ModelGen.IR.Calls;
using ModelGen.IR.Operators;

namespace ModelGen.Generator.Tracing.Layers;

/// <summary>Conv2D: <c>weight</c> (out, in / groups, height, width) and <c>bias</c> (out).</summary>
internal sealed class Conv2DLayer : LayerDefinition
{
    /// <inheritdoc/>
    public override string Name => "Conv2D";

    /// <inheritdoc/>
    public override IEnumerable<(string Parameter, string Reason)> Check(Arguments arguments)
    {
        IEnumerable<(string, string)> found = AtLeastOne(arguments, "channels", "groups").Concat(SizesAtLeastOne(arguments, "kernel", "stride", "dilation"));
        int channels = arguments.Int("channels"), groups = arguments.Int("groups");
        return groups > 0 && channels > 0 && channels % groups != 0 ? found.Append(("groups", $"it does not divide the {channels} output channels")) : found;
    }

    /// <inheritdoc/>
    public override Value Forward(LayerCall call)
    {
        Arguments a = call.Arguments;
        return Convolve(call, a.Int("channels"), a.Int("groups"));
    }

    /// <summary>Adds the convolution with the kernel, stride, padding, dilation and bias that the arguments give.</summary>
    public static Value Convolve(LayerCall call, int channels, int groups)
    {
        Arguments a = call.Arguments;
        Shape x = call.Input.Shape;
        Size2D kernel = a.Size("kernel");
        Resolved<Conv2D> op = WindowCalls.Conv2D(x, kernel, a.SizeOrNull("stride"), a.Padding("padding"), a.SizeOrNull("dilation"), groups);
        if (op.Error is { } error)
        {
            return call.ShapeError(error);
        }

        if (x[3] % groups != 0)
        {
            return call.ShapeError($"{groups} groups do not divide the {x[3]} channels of {x}.");
        }

        TensorValue? weight = call.Parameter("weight", channels, x[3] / groups, kernel.Height, kernel.Width);
        return a.Bool("bias") ? call.Apply(op.Value, call.Input, weight, call.Parameter("bias", channels)) : call.Apply(op.Value, call.Input, weight);
    }
}
