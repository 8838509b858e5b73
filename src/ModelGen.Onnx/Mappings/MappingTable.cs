using System;
using System.Collections.Generic;
using System.Linq;
using ModelGen.IR;
using ModelGen.Onnx.Export;
using ModelGen.Onnx.Mappings.Quantized;
using Operators = ModelGen.IR.Operators;

namespace ModelGen.Onnx.Mappings;

/// <summary>The mapping of every operator. Inputs, parameters and literals need none, and fused nodes and functions of bytes are taken apart before.</summary>
internal static class MappingTable
{
    private static readonly Dictionary<Type, OperatorMapping> byType = new OperatorMapping[]
    {
        new Conv2DMapping(),
        new ConvTranspose2DMapping(),
        new DenseMapping(),
        new MatMulMapping(),
        new BatchNormMapping(),
        new LayerNormMapping(),
        new MaxPoolMapping(),
        new AveragePoolMapping(),
        new GlobalAveragePoolMapping(),
        new UnaryMapping<Operators.Relu>("Relu"),
        new ClipMapping<Operators.Relu6>(_ => (0, 6)),
        new ClipMapping<Operators.Clip>(op => (op.Min, op.Max)),
        new UnaryMapping<Operators.LeakyRelu>("LeakyRelu", op => [Attributes.Float("alpha", op.Slope)]),
        new PReluMapping(),
        new UnaryMapping<Operators.Sigmoid>("Sigmoid"),
        new UnaryMapping<Operators.Tanh>("Tanh"),
        new SiluMapping(),
        new UnaryMapping<Operators.HardSigmoid>("HardSigmoid", _ => [Attributes.Float("alpha", 1f / 6), Attributes.Float("beta", 0.5f)]),
        new UnaryMapping<Operators.HardSwish>("HardSwish"),
        new GeluMapping(),
        new UnaryMapping<Operators.Exp>("Exp"),
        new UnaryMapping<Operators.Sqrt>("Sqrt"),
        new UnaryMapping<Operators.Negate>("Neg"),
        new UnaryMapping<Operators.Abs>("Abs"),
        new BinaryMapping<Operators.Add>("Add"),
        new BinaryMapping<Operators.Sub>("Sub"),
        new BinaryMapping<Operators.Mul>("Mul"),
        new BinaryMapping<Operators.Div>("Div"),
        new BinaryMapping<Operators.Max>("Max"),
        new BinaryMapping<Operators.Min>("Min"),
        new SoftmaxMapping(),
        new ConcatMapping(),
        new SliceMapping(),
        new PadMapping(),
        new ReshapeMapping(),
        new TransposeMapping(),
        new ReduceMapping<Operators.ReduceMean>("ReduceMean", hasAxesInput: false),
        new ReduceMapping<Operators.ReduceSum>("ReduceSum", hasAxesInput: true),
        new ReduceMapping<Operators.ReduceMax>("ReduceMax", hasAxesInput: false),
        new ResizeMapping(),
        new GatherMapping(),
        new CastMapping(),
        new QuantizeMapping(),
        new DequantizeMapping(),
        new RequantizeMapping(),
        new QuantizedConv2DMapping(),
        new QuantizedConvTranspose2DMapping(),
        new QuantizedDenseMapping(),
        new QuantizedMatMulMapping(),
        new QuantizedBinaryMapping<Operators.QuantizedAdd>("Add"),
        new QuantizedBinaryMapping<Operators.QuantizedMul>("Mul"),
        new QuantizedFunctionMapping(),
        new QuantizedAveragePoolMapping(),
        new QuantizedGlobalAveragePoolMapping(),
        new WeightMapping<Operators.WeightScale>(),
        new WeightMapping<Operators.QuantizeWeight>(),
        new WeightMapping<Operators.QuantizeBias>(),
        new WeightMapping<Operators.QuantizedBias>(),
        new WeightMapping<Operators.FixedPointFactor>(),
    }.ToDictionary(m => m.OperatorType);

    /// <summary>All, in the order of the documentation.</summary>
    public static IEnumerable<OperatorMapping> All => byType.Values;

    /// <summary>The mapping of an operator; null if there is none.</summary>
    public static OperatorMapping? Find(Operator op) => byType.GetValueOrDefault(op.GetType());
}
