using ModelGen.IR;
using ModelGen.IR.Operators;

namespace ModelGen.Compiler.Backends.Cpu.Lowering;

/// <summary>Concatenation: a copy for each input.</summary>
internal sealed class ConcatLowering : ILowering
{
    /// <inheritdoc/>
    public void Lower(LoweringContext context, Node node, Operator anchor)
    {
        int axis = ((Concat)anchor).Axis;
        ValueView y = context.View(node.Id);
        int position = 0;
        foreach (int input in node.Inputs)
        {
            ValueView x = context.View(input);
            CopyLowering.Copy(context, node, x.Shape.ToArray(), x.Location, x.Strides, y.Location.Plus(position * y.Strides[axis]), y.Strides);
            position += x.Shape[axis];
        }
    }
}
