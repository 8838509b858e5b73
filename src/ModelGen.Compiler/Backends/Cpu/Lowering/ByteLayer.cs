using System.Collections.Generic;
using ModelGen.Compiler.Backends.Cpu.Kernels;
using ModelGen.IR;
using ModelGen.IR.Operators;

namespace ModelGen.Compiler.Backends.Cpu.Lowering;

/// <summary>The quantization of a layer with constant weights, and its constants for each output channel.</summary>
/// <param name="X">That of the input.</param>
/// <param name="Y">That of the result.</param>
/// <param name="Input">The element type of the input.</param>
/// <param name="Result">How sums become bytes.</param>
/// <param name="Weight">The node of the quantized weights, output channels first.</param>
/// <param name="Scales">The node of their scales.</param>
/// <param name="Bias">The node of the quantized bias, or null.</param>
internal sealed record ByteLayer(Quantization X, Quantization Y, ElementType Input, ByteResult Result, int Weight, int Scales, int? Bias)
{
    /// <summary>A layer from the inputs of its node: x, weight, scales and perhaps a bias.</summary>
    public static ByteLayer Of(LoweringContext context, Node node, Quantization x, Quantization y, ByteResult result)
    {
        int inputs = node.Operator is Fused fused ? fused.AnchorInputs : node.Inputs.Count;
        return new ByteLayer(x, y, context.TypeOf(node.Inputs[0]).Element, result, node.Inputs[1], node.Inputs[2], inputs > 3 ? node.Inputs[3] : null);
    }

    /// <summary>The constants that the kernel reads for each output channel: the bias with the term of the zero point, then the multipliers.</summary>
    public IReadOnlyList<int> PerChannel(LoweringContext context)
    {
        var op = new QuantizedBias(X, Input, 1);
        int bias = Bias is { } b ? context.Derive(op, Weight, b) : context.Derive(op, Weight);
        return [bias, .. ByteMultipliers.Of(context, X.Scale, Y.Scale, Result.Rounding, Scales)];
    }
}
