using ModelGen.Compiler.Backends.Cpu.Kernels;
using ModelGen.IR;

namespace ModelGen.Compiler.Backends.Cpu.Lowering;

/// <summary>A reshape that is no view, because one of its sides lies in planes with a halo or because both must live.</summary>
internal sealed class ReshapeLowering : ILowering
{
    /// <inheritdoc/>
    public void Lower(LoweringContext context, Node node, Operator anchor)
    {
        ValueView x = context.View(node.Inputs[0]), y = context.View(node.Id);
        ContiguousRuns source = Runs(x), target = Runs(y);
        int length = Arithmetic.GreatestCommonDivisor(source.Length, target.Length);
        var kernel = new ReshapeKernel(source, target, length, x.Location.IsBytes);
        context.Add(node, kernel, [x.Location, y.Location], kernel.Units, (long)y.Shape.ElementCount * WorkEstimate.Move);
    }

    private static ContiguousRuns Runs(ValueView view) => view.IsDense
        ? new ContiguousRuns(1, 0, 1, 0, view.Shape.ElementCount)
        : new ContiguousRuns(view.Shape[0], view.Strides[0], view.Shape[1], view.Strides[1], view.Shape[2] * view.Shape[3]);
}
