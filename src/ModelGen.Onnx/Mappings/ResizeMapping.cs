using ModelGen.Onnx.Export;
using Operators = ModelGen.IR.Operators;

namespace ModelGen.Onnx.Mappings;

internal sealed class ResizeMapping : OperatorMapping<Operators.Resize>
{
    public override string Onnx => "`Resize` with `sizes`, `round_prefer_floor`";

    public override AxisUse Use => AxisUse.Image;

    protected override void Export(NodeExport node, Operators.Resize op) => node.Define(
        ValueLayout.ChannelsFirst,
        "Resize",
        [
            node.Input(0, ValueLayout.ChannelsFirst),
            "",
            "",
            node.Integers(Layouts.Arrange(ValueLayout.ChannelsFirst, node.Shape)),
        ],
        Attributes.Text("mode", op.Mode == ResizeMode.Nearest ? "nearest" : "linear"),
        Attributes.Text("coordinate_transformation_mode", op.Coordinates == ResizeCoordinates.HalfPixel ? "half_pixel" : "align_corners"),
        Attributes.Text("nearest_mode", "round_prefer_floor"));
}
