using System.Linq;
using ModelGen.Compiler.Backends.Cpu.Kernels;
using ModelGen.IR;
using ModelGen.IR.Operators;

namespace ModelGen.Compiler.Backends.Cpu.Lowering;

/// <summary>Gathering of slices, embeddings among them.</summary>
internal sealed class GatherLowering : ILowering
{
    /// <inheritdoc/>
    public void Lower(LoweringContext context, Node node, Operator anchor)
    {
        int axis = ((Gather)anchor).Axis;
        ValueView data = context.View(node.Inputs[0]), indices = context.View(node.Inputs[1]), y = context.View(node.Id);
        int[] none = new int[indices.Shape.Rank];
        int[] dataStrides = [.. data.Strides.Take(axis), .. none, .. data.Strides.Skip(axis + 1)];
        int[] indexStrides = [.. new int[axis], .. indices.Strides, .. new int[data.Shape.Rank - axis - 1]];

        LoopNest loops = LoopNest.Of(y.Shape.ToArray(), dataStrides, indexStrides, y.Strides);
        if (loops.RowStride(0) != 1 || loops.RowStride(1) != 0 || loops.RowStride(2) != 1)
        {
            loops = loops.WithSingleElementRows();
        }

        var kernel = new GatherKernel(loops, data.Shape[axis], data.Strides[axis], data.Location.IsBytes);
        context.Add(node, kernel, [data.Location, indices.Location, y.Location], UnitCount.Of(loops.Rows), loops.ElementCount * WorkEstimate.Move);
    }
}
