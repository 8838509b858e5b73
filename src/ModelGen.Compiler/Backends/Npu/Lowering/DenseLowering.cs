using ModelGen.Compiler.Backends.Npu.Layers;
using ModelGen.IR;
using ModelGen.IR.Operators;

namespace ModelGen.Compiler.Backends.Npu.Lowering;

/// <summary>Dense layers: convolutions of one position.</summary>
internal sealed class DenseLowering : INpuLowering
{
    /// <inheritdoc/>
    public string? ReasonAgainst(SupportContext context, Node node) => ProductSupport.ReasonAgainst(context, node);

    /// <inheritdoc/>
    public void Lower(LayerBuilder builder, Node node)
    {
        var op = (QuantizedDense)node.Operator;
        Shape w = builder.TypeOf(node.Inputs[1]).Shape;
        builder.Add(new ProductLayer(node, builder.View(node.Id))
        {
            Input = builder.View(node.Inputs[0]),
            Geometry = ProductGeometry.Matrix(w[1], w[0]),
            Weights = new ConstantWeights(node.Inputs[1], 0, 0, w[1], 1, 0, 0),
            Types = ProductSupport.Types(builder, node, op.X),
            Requantization = ProductConstants.Requantization(op),
            Parameters = ProductConstants.Of(builder, node, op, node.Inputs[1]),
        });
    }
}
