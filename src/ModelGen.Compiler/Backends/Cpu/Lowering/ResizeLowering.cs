using ModelGen.Compiler.Backends.Cpu.Kernels;
using ModelGen.IR;
using ModelGen.IR.Operators;

namespace ModelGen.Compiler.Backends.Cpu.Lowering;

/// <summary>Resizing of planes, with the arithmetic of the coordinates done here.</summary>
internal sealed class ResizeLowering : ILowering
{
    /// <inheritdoc/>
    public void Lower(LoweringContext context, Node node, Operator anchor)
    {
        var resize = (Resize)anchor;
        ValueView x = context.View(node.Inputs[0]), y = context.View(node.Id);
        var kernel = new ResizeKernel(
            resize.Mode,
            y.Shape[0],
            y.Shape[3],
            new PlaneStrides(x.Strides[0], x.Strides[1], x.Strides[2]),
            new PlaneStrides(y.Strides[0], y.Strides[1], y.Strides[2]),
            ResizeAxis.Taps(x.Shape[1], resize.Height, resize.Mode, resize.Coordinates),
            ResizeAxis.Taps(x.Shape[2], resize.Width, resize.Mode, resize.Coordinates),
            x.Location.IsBytes);
        context.Add(node, kernel, [x.Location, y.Location], kernel.Units, (long)y.Shape.ElementCount * 2 * WorkEstimate.Move);
    }
}
