using System.Collections.Generic;
using System.Linq;
using ModelGen.Generator.Tracing.Library;
using ModelGen.Generator.Tracing.Values;
using ModelGen.IR;

namespace ModelGen.Generator.Tracing.Layers;

/// <summary>What convolutions of every kind read from their constructors: kernel, stride, padding, dilation, bias and, but for depthwise ones, channels and groups.</summary>
internal abstract class ConvolutionLayer : LayerDefinition
{
    /// <inheritdoc/>
    public override IEnumerable<(string Parameter, string Reason)> Check(Arguments arguments)
    {
        IEnumerable<(string, string)> found = AtLeastOne(arguments, "channels", "groups").Concat(CheckWindow(arguments));
        int channels = arguments.Int("channels"), groups = arguments.Int("groups");
        return groups > 0 && channels > 0 && channels % groups != 0 ? found.Append(("groups", $"it does not divide the {channels} output channels")) : found;
    }

    /// <summary>Checks kernel, stride and dilation.</summary>
    protected static IEnumerable<(string Parameter, string Reason)> CheckWindow(Arguments arguments) =>
        SizesAtLeastOne(arguments, "kernel", "stride", "dilation");

    /// <summary>Adds the convolution with its weight and, where the layer has one, its bias.</summary>
    /// <param name="call">The use of the layer.</param>
    /// <param name="op">The operator, or why there is none.</param>
    /// <param name="channels">The channels of the result.</param>
    /// <param name="outer">The first extent of the weight.</param>
    /// <param name="inner">Its second extent; those of the kernel follow.</param>
    protected static Value Apply(LayerCall call, Operator op, int channels, int outer, int inner)
    {
        Window window = Window.Of(call.Arguments);
        TensorValue? weight = call.Parameter("weight", outer, inner, window.Kernel.Height, window.Kernel.Width);
        return call.Arguments.Bool("bias") ? call.Apply(op, call.Input, weight, call.Parameter("bias", channels)) : call.Apply(op, call.Input, weight);
    }

    /// <summary>How the kernel moves over the image, as the constructor says; null where it leaves that to the default.</summary>
    protected readonly record struct Window(Size2D Kernel, Size2D? Stride, Padding Padding, Size2D? Dilation)
    {
        /// <summary>The window that the arguments give.</summary>
        public static Window Of(Arguments arguments) =>
            new(arguments.Size("kernel"), arguments.SizeOrNull("stride"), arguments.Padding("padding"), arguments.SizeOrNull("dilation"));
    }
}
