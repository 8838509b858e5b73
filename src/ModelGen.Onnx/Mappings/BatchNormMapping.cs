using ModelGen.Onnx.Export;
using ModelGen.Onnx.Format;
using Operators = ModelGen.IR.Operators;

namespace ModelGen.Onnx.Mappings;

/// <summary>ONNX normalises along axis 1, which is the channel axis of an image and of a matrix; other ranks are seen as a matrix.</summary>
internal sealed class BatchNormMapping : OperatorMapping<Operators.BatchNorm>
{
    public override string Onnx => "`BatchNormalization`, between two `Reshape` unless of rank 2 or 4";

    public override AxisUse Use => AxisUse.Image;

    protected override void Export(NodeExport node, Operators.BatchNorm op)
    {
        AttributeProto epsilon = Attributes.Float("epsilon", op.Epsilon);
        int rank = node.Shape.Rank;
        if (rank is 2 or 4)
        {
            ValueLayout layout = rank == 4 ? ValueLayout.ChannelsFirst : ValueLayout.Logical;
            node.Define(layout, "BatchNormalization", [node.Input(0, layout), .. node.InputsFrom(1)], epsilon);
            return;
        }

        int channels = node.Shape[-1];
        string matrix = node.Reshaped(node.Input(0), new Shape(node.Shape.ElementCount / channels, channels));
        string normalised = node.Step("batchnorm", "BatchNormalization", [matrix, .. node.InputsFrom(1)], epsilon);
        node.Define(ValueLayout.Logical, "Reshape", [normalised, node.Integers(node.Shape)]);
    }
}
