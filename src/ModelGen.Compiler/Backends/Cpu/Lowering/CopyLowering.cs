using ModelGen.Compiler.Backends.Cpu.Kernels;
using ModelGen.IR;

namespace ModelGen.Compiler.Backends.Cpu.Lowering;

/// <summary>What all that moves elements shares.</summary>
internal static class CopyLowering
{
    /// <summary>Adds a step that copies elements.</summary>
    /// <param name="context">The program under construction.</param>
    /// <param name="node">The node that it belongs to.</param>
    /// <param name="extents">The loops, outermost first.</param>
    /// <param name="source">The first element to read.</param>
    /// <param name="sourceStrides">How far reading moves at each turn of each loop.</param>
    /// <param name="target">The first element to write.</param>
    /// <param name="targetStrides">How far writing moves at each turn of each loop.</param>
    public static void Copy(LoweringContext context, Node node, int[] extents, Operand source, int[] sourceStrides, Operand target, int[] targetStrides)
    {
        LoopNest loops = LoopNest.Of(extents, sourceStrides, targetStrides);
        context.Add(node, new CopyKernel(loops, source.IsBytes), [source, target], UnitCount.Of(loops.Units), loops.ElementCount * WorkEstimate.Move, isPart: true);
    }
}
