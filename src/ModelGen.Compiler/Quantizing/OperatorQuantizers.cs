using System;
using System.Collections.Generic;
using ModelGen.IR;
using ModelGen.IR.Operators;
using ModelGen.Numerics;

namespace ModelGen.Compiler.Quantizing;

/// <summary>Which operators have an 8-bit form, and why the others have none.</summary>
internal static class OperatorQuantizers
{
    private static readonly Dictionary<Type, OperatorQuantizer> Quantizers = new()
    {
        [typeof(AveragePool)] = new AveragePoolQuantizer(),
        [typeof(BinaryOperator)] = new BinaryQuantizer(),
        [typeof(Concat)] = new ConcatQuantizer(),
        [typeof(Conv2D)] = new LayerQuantizer(),
        [typeof(ConvTranspose2D)] = new LayerQuantizer(),
        [typeof(Dense)] = new LayerQuantizer(),
        [typeof(Gather)] = new MovementQuantizer(),
        [typeof(GlobalAveragePool)] = new AveragePoolQuantizer(),
        [typeof(MatMul)] = new MatMulQuantizer(),
        [typeof(MaxPool)] = new MovementQuantizer(),
        [typeof(Pad)] = new MovementQuantizer(),
        [typeof(ReduceMax)] = new MovementQuantizer(),
        [typeof(Reshape)] = new MovementQuantizer(),
        [typeof(Resize)] = new MovementQuantizer(),
        [typeof(Slice)] = new MovementQuantizer(),
        [typeof(Transpose)] = new MovementQuantizer(),
        [typeof(UnaryOperator)] = new UnaryQuantizer(),
    };

    private static readonly Dictionary<Type, string> Reasons = new()
    {
        [typeof(BatchNorm)] = "is left over only where it follows no layer that could take it in",
        [typeof(LayerNorm)] = "divides by a deviation that 8 bits resolve too coarsely",
        [typeof(PRelu)] = "has a slope for each channel, which one table cannot hold, and is single precision in ONNX Runtime too",
        [typeof(ReduceOperator)] = "sums over axes that no pooling covers",
        [typeof(Softmax)] = "spends its time in exponentials, which 8 bits do not shorten, and which ONNX Runtime takes from the platform's library",
    };

    /// <summary>Where the reason under the rule of TensorFlow Lite is another one.</summary>
    private static readonly Dictionary<Type, string> TfLiteReasons = new()
    {
        [typeof(PRelu)] = "has a slope for each channel, which one table cannot hold, and TensorFlow Lite's kernel, whose slopes have one scale, is not built",
        [typeof(Softmax)] = "spends its time in exponentials, which 8 bits do not shorten, and TensorFlow Lite's kernel, which has them in fixed point, is not built",
    };

    /// <summary>The 8-bit form of an operator, or of the nearest of its base types that has one; null when there is none.</summary>
    public static OperatorQuantizer? Find(Operator op) => Nearest(Quantizers, op);

    /// <summary>Why an operator without 8-bit form has none.</summary>
    public static string ReasonForNone(Operator op, RoundingRule rounding) =>
        (rounding == RoundingRule.TfLite ? Nearest(TfLiteReasons, op) : null) ?? Nearest(Reasons, op) ?? "has no 8-bit form";

    private static T? Nearest<T>(Dictionary<Type, T> table, Operator op)
        where T : class
    {
        for (Type? type = op.GetType(); type is not null; type = type.BaseType)
        {
            if (table.TryGetValue(type, out T? found))
            {
                return found;
            }
        }

        return null;
    }
}
