using ModelGen.Onnx.Export;
using Operators = ModelGen.IR.Operators;

namespace ModelGen.Onnx.Mappings;

/// <summary>
/// Follows the order of the elements: an image that is held channels first is transposed before, unless its planes or its channels are
/// single, or only dense layers read the flattened image and can permute their weights instead.
/// </summary>
internal sealed class ReshapeMapping : OperatorMapping<Operators.Reshape>
{
    public override string Onnx => "`Flatten` where axis 0 stays and the others are joined, else `Reshape`; behind a `Transpose` where an image is held as (N, C, H, W) and its order matters";

    protected override void Export(NodeExport node, Operators.Reshape op)
    {
        Shape x = node.InputShape(0);
        bool isFlatten = x.Rank >= 2 && op.Shape.Rank == 2 && op.Shape[0] == x[0];
        ValueLayout from = ValueLayout.Logical, to = ValueLayout.Logical;
        if (node.ProducedAs(0) == ValueLayout.ChannelsFirst)
        {
            if (Layouts.KeepsOrder(x, Layouts.PermutationTo(ValueLayout.ChannelsFirst)))
            {
                from = ValueLayout.ChannelsFirst;
            }
            else if (isFlatten && node.IsReadOnlyBy(reader => DenseMapping.CanPermuteColumns(reader, node.HasConstant(reader, 1))))
            {
                from = ValueLayout.ChannelsFirst;
                to = ValueLayout.ChannelsFirstFlat;
            }
        }

        if (isFlatten)
        {
            node.Define(to, "Flatten", [node.Input(0, from)], Attributes.Int("axis", 1));
        }
        else
        {
            node.Define(to, "Reshape", [node.Input(0, from), node.Integers(op.Shape)]);
        }
    }
}
