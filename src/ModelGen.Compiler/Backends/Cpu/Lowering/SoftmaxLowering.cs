using System.Linq;
using ModelGen.Compiler.Backends.Cpu.Kernels;
using ModelGen.IR;
using ModelGen.IR.Operators;

namespace ModelGen.Compiler.Backends.Cpu.Lowering;

/// <summary>Softmax along any axis: row by row along the last one, else for vectors of neighbours.</summary>
internal sealed class SoftmaxLowering : ILowering
{
    /// <inheritdoc/>
    public void Lower(LoweringContext context, Node node, Operator anchor)
    {
        int axis = ((Softmax)anchor).Axis;
        ValueView x = context.View(node.Inputs[0]), y = context.View(node.Id);
        Shape shape = y.Shape;
        bool isRow = x.Strides[axis] == 1 && y.Strides[axis] == 1;
        int last = shape.Rank - 1;
        int[] outer = [.. Enumerable.Range(0, shape.Rank).Where(a => a != axis && (isRow || a != last))];
        LoopNest loops = LoopNest.Of([.. outer.Select(a => shape[a])], [.. outer.Select(a => x.Strides[a])], [.. outer.Select(a => y.Strides[a])]);
        int neighbours = isRow ? 0 : axis == last ? 1 : shape[last];
        var kernel = new SoftmaxKernel(loops, shape[axis], neighbours, x.Strides[axis], y.Strides[axis]);
        context.Add(node, kernel, [x.Location, y.Location], UnitCount.Of((int)loops.ElementCount), (long)shape.ElementCount * WorkEstimate.Exponential);
    }
}
