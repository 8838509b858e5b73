using ModelGen.Compiler.Backends.Npu.Layers;
using ModelGen.IR;

namespace ModelGen.Compiler.Backends.Npu.Lowering;

/// <summary>Reshapes: the bytes stay where they are.</summary>
internal sealed class ReshapeLowering : INpuLowering
{
    /// <inheritdoc/>
    public string? ReasonAgainst(SupportContext context, Node node) => null;

    /// <inheritdoc/>
    public void Lower(LayerBuilder builder, Node node)
    {
        int root = builder.Root(node.Inputs[0]), bytes = node.Type.Shape.ElementCount;
        if (builder.IsResult(node.Id) && !builder.IsMade(root))
        {
            // A result of the program has bytes of its own.
            builder.Add(new CopyLayer(node, builder.View(node.Id)) { Parts = [new CopyPart(root, 0, 0, [new CopyAxis(bytes, 1, 1)])] });
            return;
        }

        builder.Alias(node.Id, root);
    }
}
