using System.Linq;
using ModelGen.Compiler.Backends.Cpu.Kernels;
using ModelGen.IR;
using ModelGen.IR.Operators;

namespace ModelGen.Compiler.Backends.Cpu.Lowering;

/// <summary>Layer normalisation along the last axis.</summary>
internal sealed class LayerNormLowering : ILowering
{
    /// <inheritdoc/>
    public void Lower(LoweringContext context, Node node, Operator anchor)
    {
        ValueView x = context.View(node.Inputs[0]), y = context.View(node.Id);
        int rank = y.Shape.Rank;
        LoopNest loops = LoopNest.Of([.. y.Shape.Take(rank - 1)], [.. x.Strides.Take(rank - 1)], [.. y.Strides.Take(rank - 1)]);
        var kernel = new LayerNormKernel(loops, y.Shape[-1], ((LayerNorm)anchor).Epsilon);
        Operand gamma = context.View(node.Inputs[1]).Location, beta = context.View(node.Inputs[2]).Location;
        context.Add(node, kernel, [x.Location, gamma, beta, y.Location], UnitCount.Of((int)loops.ElementCount), (long)y.Shape.ElementCount * 3 * WorkEstimate.Move);
    }
}
