using System;
using System.Collections.Generic;
using ModelGen.IR.Operators;

namespace ModelGen.IR.Text;

/// <summary>Every operator that graph text may name, with the reader of its attributes.</summary>
public static class OperatorRegistry
{
    private static readonly Dictionary<string, Func<AttributeReader, Operator>> Readers = new(StringComparer.Ordinal)
    {
        [nameof(Abs)] = static _ => new Abs(),
        [nameof(Add)] = static _ => new Add(),
        [nameof(AveragePool)] = AveragePool.Read,
        [nameof(BatchNorm)] = BatchNorm.Read,
        [nameof(Cast)] = Cast.Read,
        [nameof(Clip)] = Clip.Read,
        [nameof(Concat)] = Concat.Read,
        [nameof(Conv2D)] = Conv2D.Read,
        [nameof(ConvTranspose2D)] = ConvTranspose2D.Read,
        [nameof(Dense)] = static _ => new Dense(),
        [nameof(Dequantize)] = Dequantize.Read,
        [nameof(Div)] = static _ => new Div(),
        [nameof(Exp)] = static _ => new Exp(),
        [nameof(FixedPointFactor)] = FixedPointFactor.Read,
        [nameof(Fused)] = Fused.Read,
        [nameof(Gather)] = Gather.Read,
        [nameof(Gelu)] = Gelu.Read,
        [nameof(GlobalAveragePool)] = static _ => new GlobalAveragePool(),
        [nameof(HardSigmoid)] = static _ => new HardSigmoid(),
        [nameof(HardSwish)] = static _ => new HardSwish(),
        [nameof(Input)] = Input.Read,
        [nameof(LayerNorm)] = LayerNorm.Read,
        [nameof(LeakyRelu)] = LeakyRelu.Read,
        [nameof(Literal)] = Literal.Read,
        [nameof(MatMul)] = static _ => new MatMul(),
        [nameof(Max)] = static _ => new Max(),
        [nameof(MaxPool)] = MaxPool.Read,
        [nameof(Min)] = static _ => new Min(),
        [nameof(Mul)] = static _ => new Mul(),
        [nameof(Negate)] = static _ => new Negate(),
        [nameof(PRelu)] = static _ => new PRelu(),
        [nameof(Pad)] = Pad.Read,
        [nameof(Parameter)] = Parameter.Read,
        [nameof(Quantize)] = Quantize.Read,
        [nameof(QuantizeBias)] = QuantizeBias.Read,
        [nameof(QuantizeWeight)] = QuantizeWeight.Read,
        [nameof(QuantizedAdd)] = QuantizedAdd.Read,
        [nameof(QuantizedAveragePool)] = QuantizedAveragePool.Read,
        [nameof(QuantizedBias)] = QuantizedBias.Read,
        [nameof(QuantizedBinary)] = QuantizedBinary.Read,
        [nameof(QuantizedConv2D)] = QuantizedConv2D.Read,
        [nameof(QuantizedConvTranspose2D)] = QuantizedConvTranspose2D.Read,
        [nameof(QuantizedDense)] = QuantizedDense.Read,
        [nameof(QuantizedGlobalAveragePool)] = QuantizedGlobalAveragePool.Read,
        [nameof(QuantizedMatMul)] = QuantizedMatMul.Read,
        [nameof(QuantizedMul)] = QuantizedMul.Read,
        [nameof(QuantizedUnary)] = QuantizedUnary.Read,
        [nameof(ReduceMax)] = ReduceMax.Read,
        [nameof(ReduceMean)] = ReduceMean.Read,
        [nameof(ReduceSum)] = ReduceSum.Read,
        [nameof(Relu)] = static _ => new Relu(),
        [nameof(Relu6)] = static _ => new Relu6(),
        [nameof(Requantize)] = Requantize.Read,
        [nameof(Reshape)] = Reshape.Read,
        [nameof(Resize)] = Resize.Read,
        [nameof(Sigmoid)] = static _ => new Sigmoid(),
        [nameof(Silu)] = static _ => new Silu(),
        [nameof(Slice)] = Slice.Read,
        [nameof(Softmax)] = Softmax.Read,
        [nameof(Sqrt)] = static _ => new Sqrt(),
        [nameof(Sub)] = static _ => new Sub(),
        [nameof(Tanh)] = static _ => new Tanh(),
        [nameof(Transpose)] = Transpose.Read,
        [nameof(WeightScale)] = WeightScale.Read,
    };

    /// <summary>The names of all operators.</summary>
    public static IReadOnlyCollection<string> Names => Readers.Keys;

    /// <summary>The reader of an operator's attributes, or null when there is no such operator.</summary>
    public static Func<AttributeReader, Operator>? Find(string name) => Readers.TryGetValue(name, out Func<AttributeReader, Operator>? read) ? read : null;
}
