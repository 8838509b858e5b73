using ModelGen.Compiler.Backends.Npu.Layers;
using ModelGen.IR;
using ModelGen.IR.Operators;

namespace ModelGen.Compiler.Backends.Npu.Lowering;

/// <summary>Functions of one byte: a table in REQ behind a product, else a lookup in the tiles of the layer before.</summary>
internal sealed class TableLowering : INpuLowering
{
    /// <inheritdoc/>
    public string? ReasonAgainst(SupportContext context, Node node) => null;

    /// <inheritdoc/>
    public void Lower(LayerBuilder builder, Node node)
    {
        int x = node.Inputs[0];
        var step = new LookupStep(node, ((TableOperator)node.Operator).Table(builder.TypeOf(x).Element));
        if (builder.TryFollow(step, x))
        {
            return;
        }

        var layer = new ElementLayer(node, builder.View(node.Id).Flat()) { Input = builder.View(x).Flat(), IsFlat = true };
        layer.Steps.Add(step);
        builder.Add(layer);
    }
}
