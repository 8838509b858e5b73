using System.Linq;
using ModelGen.Compiler.Backends.Npu.Layers;
using ModelGen.IR;
using ModelGen.IR.Operators;

namespace ModelGen.Compiler.Backends.Npu.Lowering;

/// <summary>Slices: copies of a part.</summary>
internal sealed class SliceLowering : INpuLowering
{
    /// <inheritdoc/>
    public string? ReasonAgainst(SupportContext context, Node node) => null;

    /// <inheritdoc/>
    public void Lower(LayerBuilder builder, Node node)
    {
        var op = (Slice)node.Operator;
        int[] from = builder.TypeOf(node.Inputs[0]).Shape.Strides(), to = node.Type.Shape.Strides();
        CopyAxis[] axes = [.. from.Select((stride, axis) => new CopyAxis(op.Size[axis], (long)stride * op.Step[axis], to[axis]))];
        long first = from.Select((stride, axis) => (long)stride * op.Begin[axis]).Sum();
        builder.Add(new CopyLayer(node, builder.View(node.Id)) { Parts = [new CopyPart(builder.Root(node.Inputs[0]), first, 0, axes)] });
    }
}
