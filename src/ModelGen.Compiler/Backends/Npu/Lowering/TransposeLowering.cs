using System.Linq;
using ModelGen.Compiler.Backends.Npu.Layers;
using ModelGen.IR;
using ModelGen.IR.Operators;

namespace ModelGen.Compiler.Backends.Npu.Lowering;

/// <summary>Transposes: copies with other strides.</summary>
internal sealed class TransposeLowering : INpuLowering
{
    /// <inheritdoc/>
    public string? ReasonAgainst(SupportContext context, Node node) => null;

    /// <inheritdoc/>
    public void Lower(LayerBuilder builder, Node node)
    {
        int[] from = builder.TypeOf(node.Inputs[0]).Shape.Strides(), to = node.Type.Shape.Strides();
        CopyAxis[] axes = [.. ((Transpose)node.Operator).Permutation.Select((axis, i) => new CopyAxis(node.Type.Shape[i], from[axis], to[i]))];
        builder.Add(new CopyLayer(node, builder.View(node.Id)) { Parts = [new CopyPart(builder.Root(node.Inputs[0]), 0, 0, axes)] });
    }
}
