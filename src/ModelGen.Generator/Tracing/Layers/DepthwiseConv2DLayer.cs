using System.Collections.Generic;
using System.Linq;
using ModelGen.Generator.Tracing.Library;
using ModelGen.Generator.Tracing.Values;

namespace ModelGen.Generator.Tracing.Layers;

/// <summary>DepthwiseConv2D: as many groups as input channels; <c>weight</c> (in · multiplier, 1, height, width).</summary>
internal sealed class DepthwiseConv2DLayer : Conv2DLayer
{
    /// <inheritdoc/>
    public override string Name => "DepthwiseConv2D";

    /// <inheritdoc/>
    public override IEnumerable<(string Parameter, string Reason)> Check(Arguments arguments) =>
        AtLeastOne(arguments, "multiplier").Concat(CheckWindow(arguments));

    /// <inheritdoc/>
    public override Value Forward(LayerCall call)
    {
        Shape x = call.Input.Shape;
        if (x.Rank != 4)
        {
            return call.ShapeError($"needs an image of shape (N, H, W, C), but got {x}.");
        }

        long channels = (long)x[3] * call.Arguments.Int("multiplier");
        return channels > int.MaxValue
            ? call.ShapeError($"{x[3]} channels times a multiplier of {call.Arguments.Int("multiplier")} are more than 2^31 - 1.")
            : Convolve(call, (int)channels, x[3]);
    }
}
