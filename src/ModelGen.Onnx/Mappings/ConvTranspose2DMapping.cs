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
        Size2D extra = op.OutputPadding;
        if (extra.Height < op.Stride.Height && extra.Width < op.Stride.Width)
        {
            node.Define(ValueLayout.ChannelsFirst, "ConvTranspose", [x, weight, .. node.InputsFrom(2)], Describe(node, op, op.Pads, extra));
            return;
        }

        string whole = node.Step("convtranspose", "ConvTranspose", [x, weight], Describe(node, op, Pads.None, 0));
        string padded = node.Step("pad", "Pad", [whole, node.Integers([0, 0, 0, 0, 0, 0, extra.Height, extra.Width]), node.Number(0)]);
        int top = op.Pads.Top, left = op.Pads.Left;
        IEnumerable<string> cut = [padded, node.Integers([top, left]), node.Integers([top + node.Shape[1], left + node.Shape[2]]), node.Integers([2, 3])];
        if (node.InputCount > 2)
        {
            node.Define(ValueLayout.ChannelsFirst, "Add", [node.Step("slice", "Slice", cut), node.Operand(2, ValueLayout.ChannelsFirst)]);
        }
        else
        {
            node.Define(ValueLayout.ChannelsFirst, "Slice", cut);
        }
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
