using System;
using System.Collections.Generic;
using ModelGen.IR;
using ModelGen.IR.Operators;

namespace ModelGen.Compiler.Backends.Cpu.Lowering;

/// <summary>Which lowering serves which operator.</summary>
internal static class LoweringRegistry
{
    private static readonly Dictionary<Type, ILowering> Lowerings = new()
    {
        [typeof(AveragePool)] = new PoolLowering(),
        [typeof(BatchNorm)] = new ElementWiseLowering(),
        [typeof(BinaryOperator)] = new ElementWiseLowering(),
        [typeof(Cast)] = new ElementWiseLowering(),
        [typeof(Concat)] = new ConcatLowering(),
        [typeof(Conv2D)] = new Conv2DLowering(),
        [typeof(ConvTranspose2D)] = new ConvTranspose2DLowering(),
        [typeof(Dense)] = new MatrixProductLowering(),
        [typeof(Dequantize)] = new ByteRowLowering(),
        [typeof(Gather)] = new GatherLowering(),
        [typeof(GlobalAveragePool)] = new PoolLowering(),
        [typeof(LayerNorm)] = new LayerNormLowering(),
        [typeof(MatMul)] = new MatrixProductLowering(),
        [typeof(MaxPool)] = new PoolLowering(),
        [typeof(PRelu)] = new ElementWiseLowering(),
        [typeof(Pad)] = new PadLowering(),
        [typeof(Quantize)] = new ByteRowLowering(),
        [typeof(QuantizedAveragePool)] = new PoolLowering(),
        [typeof(QuantizedBinaryOperator)] = new ByteRowLowering(),
        [typeof(QuantizedConv2D)] = new QuantizedConv2DLowering(),
        [typeof(QuantizedConvTranspose2D)] = new QuantizedConvTranspose2DLowering(),
        [typeof(QuantizedDense)] = new QuantizedDenseLowering(),
        [typeof(QuantizedGlobalAveragePool)] = new PoolLowering(),
        [typeof(QuantizedMatMul)] = new QuantizedMatMulLowering(),
        [typeof(ReduceOperator)] = new ReduceLowering(),
        [typeof(Reshape)] = new ReshapeLowering(),
        [typeof(Resize)] = new ResizeLowering(),
        [typeof(Slice)] = new SliceLowering(),
        [typeof(Softmax)] = new SoftmaxLowering(),
        [typeof(TableOperator)] = new ByteRowLowering(),
        [typeof(Transpose)] = new TransposeLowering(),
        [typeof(UnaryOperator)] = new ElementWiseLowering(),
    };

    /// <summary>The lowering of an operator that <see cref="CpuSupport"/> accepted.</summary>
    public static ILowering Find(Operator op) => TryFind(op) ?? throw new InvalidOperationException($"There is no lowering of {op.Name}.");

    /// <summary>The lowering of an operator, or of the nearest of its base types that has one; null when there is none.</summary>
    public static ILowering? TryFind(Operator op)
    {
        for (Type? type = op.GetType(); type is not null; type = type.BaseType)
        {
            if (Lowerings.TryGetValue(type, out ILowering? lowering))
            {
                return lowering;
            }
        }

        return null;
    }
}
