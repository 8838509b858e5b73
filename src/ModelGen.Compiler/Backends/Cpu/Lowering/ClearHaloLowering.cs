using ModelGen.Compiler.Backends.Cpu.Kernels;
using ModelGen.IR;

namespace ModelGen.Compiler.Backends.Cpu.Lowering;

/// <summary>What stands for zero around a value that a padded window reads.</summary>
internal static class ClearHaloLowering
{
    /// <summary>Adds the step that fills the halo of the value of <paramref name="node"/>.</summary>
    public static void Lower(LoweringContext context, Node node)
    {
        ValueView view = context.View(node.Id);
        Shape shape = view.Shape;
        var kernel = new ClearHaloKernel(shape[0], shape[1], shape[2], shape[3], view.Halo, context.ZeroPoint(node.Id));
        context.Add(node, kernel, [view.Location], UnitCount.Of(1), 0);
    }
}
