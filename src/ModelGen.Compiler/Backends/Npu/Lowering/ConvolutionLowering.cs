using ModelGen.Compiler.Backends.Npu.Layers;
using ModelGen.IR;
using ModelGen.IR.Operators;

namespace ModelGen.Compiler.Backends.Npu.Lowering;

/// <summary>Convolutions: CONV, or DWCONV where each input channel is a group.</summary>
internal sealed class ConvolutionLowering : INpuLowering
{
    /// <inheritdoc/>
    public string? ReasonAgainst(SupportContext context, Node node)
    {
        var op = (QuantizedConv2D)node.Operator;
        return ProductSupport.ReasonAgainst(context, node) ?? Limits.OfWindow(op.Stride, op.Dilation);
    }

    /// <inheritdoc/>
    public void Lower(LayerBuilder builder, Node node)
    {
        var op = (QuantizedConv2D)node.Operator;
        Shape w = builder.TypeOf(node.Inputs[1]).Shape;
        int outputs = w[0] / op.Groups, kernel = w[2] * w[3];
        bool isDepthwise = op.Groups > 1 && w[1] == 1;
        builder.Add(new ProductLayer(node, builder.View(node.Id))
        {
            Input = builder.View(node.Inputs[0]),
            Geometry = new ProductGeometry(op.Groups, w[1], outputs, isDepthwise, new Size2D(w[2], w[3]), op.Stride, op.Dilation, -op.Pads.Top, -op.Pads.Left),
            Weights = new ConstantWeights(node.Inputs[1], 0, outputs * w[1] * kernel, w[1] * kernel, kernel, w[3], 1),
            Types = ProductSupport.Types(builder, node, op.X),
            Requantization = ProductConstants.Requantization(op),
            Parameters = ProductConstants.Of(builder, node, op, node.Inputs[1]),
        });
    }
}
