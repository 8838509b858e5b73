using System;
using System.Collections.Generic;
using System.Linq;
using ModelGen.IR;
using ModelGen.IR.Operators;

namespace ModelGen.Compiler.Backends.Npu.Lowering;

/// <summary>Which operators the NPU computes, and why it does not compute others.</summary>
internal static class NpuLowerings
{
    private static readonly Dictionary<Type, INpuLowering> Lowerings = new()
    {
        [typeof(QuantizedConv2D)] = new ConvolutionLowering(),
        [typeof(QuantizedConvTranspose2D)] = new TransposedConvolutionLowering(),
        [typeof(QuantizedDense)] = new DenseLowering(),
        [typeof(QuantizedMatMul)] = new MatrixProductLowering(),
        [typeof(QuantizedGlobalAveragePool)] = new MeanLowering(),
        [typeof(QuantizedAveragePool)] = new AveragePoolLowering(),
        [typeof(MaxPool)] = new MaxPoolLowering(),
        [typeof(ReduceMax)] = new ReduceMaxLowering(),
        [typeof(QuantizedAdd)] = new BinaryLowering(),
        [typeof(QuantizedMul)] = new BinaryLowering(),
        [typeof(QuantizedBinary)] = new BinaryLowering(),
        [typeof(TableOperator)] = new TableLowering(),
        [typeof(Reshape)] = new ReshapeLowering(),
        [typeof(Transpose)] = new TransposeLowering(),
        [typeof(Slice)] = new SliceLowering(),
        [typeof(Pad)] = new PadLowering(),
        [typeof(Concat)] = new ConcatLowering(),
        [typeof(Resize)] = new ResizeLowering(),
    };

    /// <summary>The lowering of an operator, or of the nearest of its base types that has one; null when there is none.</summary>
    public static INpuLowering? Find(Operator op)
    {
        for (Type? type = op.GetType(); type is not null; type = type.BaseType)
        {
            if (Lowerings.TryGetValue(type, out INpuLowering? found))
            {
                return found;
            }
        }

        return null;
    }

    /// <summary>Why the NPU does not compute an operation, as the rest of a sentence about its operator; null if it does.</summary>
    public static string? ReasonAgainst(SupportContext context, Node node)
    {
        if (node.Operator is Quantize or Dequantize)
        {
            return "converts between bytes and single precision, and the NPU has bytes only";
        }

        if (!SupportContext.IsBytes(node.Type))
        {
            return $"yields {node.Type}, and the NPU has bytes only";
        }

        if (node.Inputs.FirstOrDefault(i => !context.IsConstant(i) && !SupportContext.IsBytes(context.TypeOf(i))) is var other && node.Inputs.Contains(other)
            && !context.IsConstant(other) && !SupportContext.IsBytes(context.TypeOf(other)))
        {
            return $"takes {context.TypeOf(other)}, and the NPU has bytes only";
        }

        return Find(node.Operator) is { } lowering ? lowering.ReasonAgainst(context, node) : "has no instruction of the NPU";
    }
}
