using System.Collections.Generic;
using System.Linq;
using ModelGen.Generator.Tracing.Library;
using ModelGen.Generator.Tracing.Values;
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
        if (x.Rank != 4)
        {
            return call.ShapeError($"needs an image of shape (N, H, W, C), but got {x}.");
        }

        int channels = a.Int("channels"), groups = a.Int("groups");
        Size2D kernel = a.Size("kernel"), stride = a.SizeOr("stride", 1), dilation = a.SizeOr("dilation", 1);
        TensorValue? weight = call.Parameter("weight", x[3], channels / groups, kernel.Height, kernel.Width);
        var op = new ConvTranspose2D(stride, dilation, PaddingResolver.Resolve(a.Padding("padding"), x, kernel, stride, dilation), a.SizeOr("outputPadding", 0), groups);
        return a.Bool("bias") ? call.Apply(op, call.Input, weight, call.Parameter("bias", channels)) : call.Apply(op, call.Input, weight);
    }
}
