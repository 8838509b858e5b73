using System.Linq;
using ModelGen.Onnx.Export;
using Operators = ModelGen.IR.Operators;

namespace ModelGen.Onnx.Mappings;

/// <summary>Combined with the layout that the input is held in; nothing is left of it where the two cancel.</summary>
internal sealed class TransposeMapping : OperatorMapping<Operators.Transpose>
{
    public override string Onnx => "`Transpose`, none where the layout already has that order";

    protected override void Export(NodeExport node, Operators.Transpose op)
    {
        ValueLayout layout = node.ProducedAs(0) == ValueLayout.ChannelsFirst ? ValueLayout.ChannelsFirst : ValueLayout.Logical;
        int[] permutation = [.. op.Permutation.Select(axis => Layouts.Axis(layout, axis))];
        if (permutation.SequenceEqual(Enumerable.Range(0, permutation.Length)))
        {
            node.Alias(ValueLayout.Logical, node.Input(0, layout));
        }
        else
        {
            node.Define(ValueLayout.Logical, "Transpose", [node.Input(0, layout)], Attributes.Ints("perm", permutation));
        }
    }
}
