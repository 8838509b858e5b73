using System.Linq;
using ModelGen.Compiler.Backends.Cpu.Kernels;
using ModelGen.IR;
using ModelGen.IR.Operators;

namespace ModelGen.Compiler.Backends.Cpu.Lowering;

/// <summary>Padding: the margins are filled axis by axis, each inside those of the axes before it, then the inside is copied.</summary>
internal sealed class PadLowering : ILowering
{
    /// <inheritdoc/>
    public void Lower(LoweringContext context, Node node, Operator anchor)
    {
        var pad = (Pad)anchor;
        ValueView x = context.View(node.Inputs[0]), y = context.View(node.Id);
        int[] extents = y.Shape.ToArray();
        Operand inside = y.Location;
        for (int axis = 0; axis < extents.Length; axis++)
        {
            Fill(context, node, pad.Value, inside, extents, axis, pad.Before[axis], y.Strides);
            Fill(context, node, pad.Value, inside.Plus((extents[axis] - pad.After[axis]) * y.Strides[axis]), extents, axis, pad.After[axis], y.Strides);
            inside = inside.Plus(pad.Before[axis] * y.Strides[axis]);
            extents[axis] = x.Shape[axis];
        }

        CopyLowering.Copy(context, node, extents, x.Location, x.Strides, inside, y.Strides);
    }

    private static void Fill(LoweringContext context, Node node, float value, Operand target, int[] extents, int axis, int amount, int[] strides)
    {
        if (amount == 0)
        {
            return;
        }

        int[] margin = [.. extents.Select((extent, a) => a == axis ? amount : extent)];
        LoopNest loops = LoopNest.Of(margin, strides).WithVectorRows();
        context.Add(node, new FillKernel(loops, value, target.IsBytes), [target], UnitCount.Of(loops.Units), loops.ElementCount * WorkEstimate.Move, isPart: true);
    }
}
