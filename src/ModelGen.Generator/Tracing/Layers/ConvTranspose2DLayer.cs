using System.Collections.Generic;
using System.Linq;
using ModelGen.Generator.Tracing.Library;
using ModelGen.Generator.Tracing.Values;
using ModelGen.IR.Calls;
using ModelGen.IR.Operators;

namespace ModelGen.Generator.Tracing.Layers;

/// <summary>ConvTranspose2D: <c>weight</c> (in, out / groups, height, width) and <c>bias</c> (out).</summary>
internal sealed class ConvTranspose2DLayer : LayerDefinition
{
    /// <inheritdoc/>
    public override string Name => "ConvTranspose2D";

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
        Shape x = call.Input.Shape;
        int channels = a.Int("channels"), groups = a.Int("groups");
        Size2D kernel = a.Size("kernel");
        Resolved<ConvTranspose2D> op = WindowCalls.ConvTranspose2D(
            x, kernel, a.SizeOrNull("stride"), a.Padding("padding"), a.SizeOrNull("outputPadding"), a.SizeOrNull("dilation"), groups);
        if (op.Error is { } error)
        {
            return call.ShapeError(error);
        }

        TensorValue? weight = call.Parameter("weight", x[3], channels / groups, kernel.Height, kernel.Width);
        return a.Bool("bias") ? call.Apply(op.Value, call.Input, weight, call.Parameter("bias", channels)) : call.Apply(op.Value, call.Input, weight);
    }
}
