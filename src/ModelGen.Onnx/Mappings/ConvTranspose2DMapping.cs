using System.Collections.Generic;
using ModelGen.Onnx.Export;
using ModelGen.Onnx.Format;
using Operators = ModelGen.IR.Operators;

namespace ModelGen.Onnx.Mappings;

/// <summary>
/// ONNX Runtime takes an output padding below the stride only. With a larger one, which dilation allows, the whole product is extended by
/// zeros and the padding cut off afterwards.
/// </summary>
internal sealed class ConvTranspose2DMapping : OperatorMapping<Operators.ConvTranspose2D>
{
    public override string Onnx => "`ConvTranspose`; with an output padding not below the stride, `Pad`, `Slice` and `Add` of the bias follow";

    public override AxisUse Use => AxisUse.Image;

    protected override void Export(NodeExport node, Operators.ConvTranspose2D op)
    {
        string x = node.Input(0, ValueLayout.ChannelsFirst), weight = node.Input(1);
        if (IsDirect(op))
        {
            node.Define(ValueLayout.ChannelsFirst, "ConvTranspose", [x, weight, .. node.InputsFrom(2)], Describe(node, op, op.Pads, op.OutputPadding));
        }
        else if (node.InputCount > 2)
        {
            string cut = node.Step("slice", "Slice", Extended(node, op, x, weight));
            node.Define(ValueLayout.ChannelsFirst, "Add", [cut, node.Operand(2, ValueLayout.ChannelsFirst)]);
        }
        else
        {
            node.Define(ValueLayout.ChannelsFirst, "Slice", Extended(node, op, x, weight));
        }
    }

    /// <summary>Adds the nodes as steps of another operator of the same result.</summary>
    public static string Add(NodeExport node, Operators.ConvTranspose2D op, string x, string weight, string? bias)
    {
        if (IsDirect(op))
        {
            string[] inputs = bias is null ? [x, weight] : [x, weight, bias];
            return node.Step("convtranspose", "ConvTranspose", inputs, Describe(node, op, op.Pads, op.OutputPadding));
        }

        string cut = node.Step("slice", "Slice", Extended(node, op, x, weight));
        return bias is null ? cut : node.Step("add", "Add", [cut, node.Step("bias", "Reshape", [bias, node.Integers([node.Shape[3], 1, 1])])]);
    }

    private static bool IsDirect(Operators.ConvTranspose2D op) => op.OutputPadding.Height < op.Stride.Height && op.OutputPadding.Width < op.Stride.Width;

    /// <summary>What Slice takes to cut the padding off the whole product, extended.</summary>
    private static IEnumerable<string> Extended(NodeExport node, Operators.ConvTranspose2D op, string x, string weight)
    {
        Size2D extra = op.OutputPadding;
        string whole = node.Step("convtranspose", "ConvTranspose", [x, weight], Describe(node, op, Pads.None, 0));
        string padded = node.Step("pad", "Pad", [whole, node.Integers([0, 0, 0, 0, 0, 0, extra.Height, extra.Width]), node.Number(0)]);
        int top = op.Pads.Top, left = op.Pads.Left;
        return [padded, node.Integers([top, left]), node.Integers([top + node.Shape[1], left + node.Shape[2]]), node.Integers([2, 3])];
    }

    private static AttributeProto[] Describe(NodeExport node, Operators.ConvTranspose2D op, Pads pads, Size2D outputPadding)
    {
        Shape weight = node.InputShape(1);
        return
        [
            Attributes.Ints("kernel_shape", weight[2], weight[3]),
            Attributes.Size("strides", op.Stride),
            Attributes.Size("dilations", op.Dilation),
            Attributes.Pads(pads),
            Attributes.Size("output_padding", outputPadding),
            Attributes.Int("group", op.Groups),
        ];
    }
}
