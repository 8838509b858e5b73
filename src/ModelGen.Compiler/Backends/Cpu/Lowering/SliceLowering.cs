using System.Linq;
using ModelGen.IR;
using ModelGen.IR.Operators;

namespace ModelGen.Compiler.Backends.Cpu.Lowering;

/// <summary>Slices: a copy of evenly spaced elements.</summary>
internal sealed class SliceLowering : ILowering
{
    /// <inheritdoc/>
    public void Lower(LoweringContext context, Node node, Operator anchor)
    {
        var slice = (Slice)anchor;
        ValueView x = context.View(node.Inputs[0]), y = context.View(node.Id);
        int first = x.Strides.Select((stride, axis) => stride * slice.Begin[axis]).Sum();
        int[] strides = [.. x.Strides.Select((stride, axis) => stride * slice.Step[axis])];
        CopyLowering.Copy(context, node, y.Shape.ToArray(), x.Location.Plus(first), strides, y.Location, y.Strides);
    }
}
