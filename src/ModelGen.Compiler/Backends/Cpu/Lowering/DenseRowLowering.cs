using System.Collections.Generic;
using ModelGen.Compiler.Backends.Cpu.Kernels;
using ModelGen.IR;
using ModelGen.IR.Operators;

namespace ModelGen.Compiler.Backends.Cpu.Lowering;

/// <summary>
/// Dense layers of one row whose results do not fill the widest vector: broadcasting each input to so few results would leave lanes empty
/// and read a vector of weights for each product, so the lanes go over the inputs.
/// </summary>
internal static class DenseRowLowering
{
    /// <summary>What adding the lanes of a sum costs, in vectors of products: fewer of them are not worth it.</summary>
    private const int LeastVectors = 4;

    /// <summary>Adds the step; false, and nothing added, where the other way serves better or an operand of the epilogue is in the way.</summary>
    public static bool TryLower(LoweringContext context, Node node, Dense dense)
    {
        ValueView x = context.View(node.Inputs[0]), y = context.View(node.Id);
        int depth = x.Shape[-1], channels = y.Shape[-1], lanes = VectorTier.Widest.Lanes;
        if (y.Shape.ElementCount != channels || channels >= lanes || depth < LeastVectors * lanes)
        {
            return false;
        }

        (Epilogue epilogue, IReadOnlyList<Operand> operands) = EpilogueLowering.Lower(context, node);
        if (operands.Count > 0)
        {
            return false;
        }

        int? bias = ConvolutionLowering.Bias(node, dense);
        var kernel = new DenseRowKernel(depth, channels, bias is not null, epilogue);
        var bindings = new List<Operand> { x.Location, Operand.Constant(context.Constant(node.Inputs[1])) };
        if (bias is { } b)
        {
            bindings.Add(Operand.Constant(context.Constant(b)));
        }

        bindings.Add(y.Location);
        context.Add(node, kernel, bindings, UnitCount.Of(1), (long)depth * channels);
        return true;
    }
}
