using ModelGen.Compiler.Backends.Npu.Emission;
using ModelGen.IR;

namespace ModelGen.Compiler.Backends.Npu.Lowering;

/// <summary>What all layers with weights share.</summary>
internal static class ProductSupport
{
    /// <summary>Why the weights cannot be laid out in advance; null if they can.</summary>
    public static string? ReasonAgainst(SupportContext context, Node node)
    {
        for (int i = 1; i < node.Inputs.Count; i++)
        {
            if (!context.IsConstant(node.Inputs[i]))
            {
                return "has weights that are computed from an input of the model, and they are laid out in advance";
            }
        }

        return null;
    }

    /// <summary>The types and zero points of a layer with symmetric weights.</summary>
    public static ProductTypes Types(LayerBuilder builder, Node node, Quantization x) =>
        new(x.ZeroPoint, builder.TypeOf(node.Inputs[0]).Element == ElementType.UInt8, 0, false);
}
