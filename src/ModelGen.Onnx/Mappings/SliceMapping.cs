using System.Linq;
using ModelGen.Onnx.Export;
using Operators = ModelGen.IR.Operators;

namespace ModelGen.Onnx.Mappings;

internal sealed class SliceMapping : OperatorMapping<Operators.Slice>
{
    public override string Onnx => "`Slice`";

    public override AxisUse Use => AxisUse.Any;

    protected override void Export(NodeExport node, Operators.Slice op)
    {
        ValueLayout layout = node.CommonLayout();
        Shape x = node.InputShape(0);
        int[] cut = [.. Enumerable.Range(0, x.Rank).Where(a => op.Begin[a] != 0 || op.Size[a] != x[a])];
        if (cut.Length == 0)
        {
            node.Alias(layout, node.Input(0, layout));
            return;
        }

        node.Define(
            layout,
            "Slice",
            [
                node.Input(0, layout),
                node.Integers(cut.Select(a => op.Begin[a])),
                node.Integers(cut.Select(a => op.Begin[a] + ((op.Size[a] - 1) * op.Step[a]) + 1)),
                node.Integers(cut.Select(a => Layouts.Axis(layout, a))),
                node.Integers(cut.Select(a => op.Step[a])),
            ]);
    }
}
