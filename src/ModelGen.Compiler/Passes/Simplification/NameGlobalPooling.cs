using System.Linq;
using ModelGen.IR;
using ModelGen.IR.Operators;

namespace ModelGen.Compiler.Passes;

/// <summary>
/// The mean over height and width of an image, however it is written (a reduction, or pooling with a window of the whole plane), is
/// GlobalAveragePool, which back ends have a kernel with fused steps for.
/// </summary>
public sealed class NameGlobalPooling : Rule
{
    /// <inheritdoc/>
    public override bool TryApply(GraphEditor graph, Node node)
    {
        if (node.Inputs.Count == 0 || graph.Operand(node, 0) is not { Type.Shape.Rank: 4 } x || !IsMeanOfPlane(node.Operator, x.Type.Shape))
        {
            return false;
        }

        if (node.Type.Shape.Rank == 4)
        {
            graph.Replace(node, new GlobalAveragePool(), [x]);
            return true;
        }

        Node pooled = graph.Add(new GlobalAveragePool(), node, x);
        graph.Replace(node, new Reshape(node.Type.Shape), [pooled]);
        return true;
    }

    private static bool IsMeanOfPlane(Operator op, Shape x) => op switch
    {
        ReduceMean mean => mean.Axes.OrderBy(axis => axis).SequenceEqual([1, 2]),
        AveragePool pool => pool.Pads.IsNone && pool.Kernel.Height == x[1] && pool.Kernel.Width == x[2],
        _ => false,
    };
}
