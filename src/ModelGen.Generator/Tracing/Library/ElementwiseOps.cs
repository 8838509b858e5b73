using System;
using System.Collections.Generic;
using System.Linq;
using ModelGen.Generator.Tracing.Values;
using ModelGen.IR;
using ModelGen.IR.Operators;

namespace ModelGen.Generator.Tracing.Library;

/// <summary>The element-wise part of <c>Ops</c>.</summary>
internal static class ElementwiseOps
{
    /// <summary>The functions by name.</summary>
    public static IReadOnlyDictionary<string, LibraryFunction> Functions { get; } = new Dictionary<string, LibraryFunction>(StringComparer.Ordinal)
    {
        ["ModelGen.Ops.Relu"] = Unary(_ => new Relu()),
        ["ModelGen.Ops.Relu6"] = Unary(_ => new Relu6()),
        ["ModelGen.Ops.LeakyRelu"] = Unary(a => new LeakyRelu(a.Float("slope"))),
        ["ModelGen.Ops.Clip"] = Unary(a => new Clip(a.Float("min"), a.Float("max"))),
        ["ModelGen.Ops.Sigmoid"] = Unary(_ => new Sigmoid()),
        ["ModelGen.Ops.Tanh"] = Unary(_ => new Tanh()),
        ["ModelGen.Ops.SiLU"] = Unary(_ => new Silu()),
        ["ModelGen.Ops.HardSigmoid"] = Unary(_ => new HardSigmoid()),
        ["ModelGen.Ops.HardSwish"] = Unary(_ => new HardSwish()),
        ["ModelGen.Ops.Gelu"] = Unary(a => new Gelu(a.Bool("approximate"))),
        ["ModelGen.Ops.Exp"] = Unary(_ => new Exp()),
        ["ModelGen.Ops.Sqrt"] = Unary(_ => new Sqrt()),
        ["ModelGen.Ops.Abs"] = Unary(_ => new Abs()),
        ["ModelGen.Ops.Negate"] = Unary(_ => new Negate()),
        ["ModelGen.Ops.ToFloat"] = Unary(_ => new Cast(ElementType.Float32)),
        ["ModelGen.Ops.Add"] = Binary(new Add()),
        ["ModelGen.Ops.Sub"] = Binary(new Sub()),
        ["ModelGen.Ops.Mul"] = Binary(new Mul()),
        ["ModelGen.Ops.Div"] = Binary(new Div()),
        ["ModelGen.Ops.Max"] = Binary(new Max()),
        ["ModelGen.Ops.Min"] = Binary(new Min()),
        ["ModelGen.Ops.MatMul"] = Binary(new MatMul()),
    };

    /// <summary>An operator of two operands, each a tensor or a number.</summary>
    public static LibraryFunction Binary(Operator op) => call =>
    {
        if (!call.AllFinite())
        {
            return UnknownValue.Instance;
        }

        TensorValue[] operands = [.. call.Arguments.All.Select(a => Operand(call, a.Value))];
        return call.Apply(op, operands);
    };

    /// <summary>An operator of one tensor, with constants for attributes.</summary>
    public static LibraryFunction Unary(Func<Arguments, Operator> create) => call =>
        call.AllFinite() ? call.Apply(create(call.Arguments), (TensorValue)call.Arguments.All[0].Value) : UnknownValue.Instance;

    private static TensorValue Operand(LibraryCall call, Value value) => value as TensorValue
        ?? (TensorValue)call.Apply(new Literal(Shape.Scalar, new[] { (float)((ConstantValue)value).Content! }));
}
