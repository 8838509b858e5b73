using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Backends.Npu.Layers;
using ModelGen.IR;
using ModelGen.IR.Operators;

namespace ModelGen.Compiler.Backends.Npu.Lowering;

/// <summary>Concatenations: a copy of each operand.</summary>
internal sealed class ConcatLowering : INpuLowering
{
    /// <inheritdoc/>
    public string? ReasonAgainst(SupportContext context, Node node) => null;

    /// <inheritdoc/>
    public void Lower(LayerBuilder builder, Node node)
    {
        int axis = ((Concat)node.Operator).Axis;
        int[] to = node.Type.Shape.Strides();
        var parts = new List<CopyPart>();
        long first = 0;
        foreach (int operand in node.Inputs)
        {
            Shape shape = builder.TypeOf(operand).Shape;
            int[] from = shape.Strides();
            parts.Add(new CopyPart(builder.Root(operand), 0, first, [.. from.Select((stride, i) => new CopyAxis(shape[i], stride, to[i]))]));
            first += (long)shape[axis] * to[axis];
        }

        builder.Add(new CopyLayer(node, builder.View(node.Id)) { Parts = parts });
    }
}
