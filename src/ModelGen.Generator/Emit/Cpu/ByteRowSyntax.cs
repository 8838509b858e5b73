using System;
using System.Linq;
using ModelGen.Compiler.Backends.Cpu;
using ModelGen.IR;
using ModelGen.IR.Operators;
using ModelGen.Numerics;
using static ModelGen.Generator.Emit.Cpu.KernelSyntax;

namespace ModelGen.Generator.Emit.Cpu;

/// <summary>
/// Element-wise operators as calls of the runtime on rows of bytes: for the fused steps of all kernels of bytes and for the kernels that do
/// nothing else. Steps are a chain: each takes the result of the one before, and at most other operands.
/// </summary>
internal static class ByteRowSyntax
{
    /// <summary>The bits that sums under the rule of TensorFlow Lite have in reserve.</summary>
    private const int Headroom = 20;

    /// <summary>What an unsigned byte is above the signed one that it may stand for.</summary>
    private const int SignedShift = 128;

    /// <summary>Writes, after a kernel, the tables of its fused steps.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="epilogue">The steps.</param>
    /// <param name="kernelName">The name of the kernel.</param>
    public static void EmitTables(SourceWriter writer, Epilogue epilogue, string kernelName) => EmitTables(writer, epilogue.Steps, kernelName);

    /// <summary>The same for the steps of a kernel that does nothing else.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="steps">The steps.</param>
    /// <param name="kernelName">The name of the kernel.</param>
    /// <param name="first">The element type of what the first step takes.</param>
    public static void EmitTables(SourceWriter writer, EquatableArray<FusedStep> steps, string kernelName, ElementType first = ElementType.UInt8)
    {
        for (int i = 0; i < steps.Count; i++)
        {
            if (steps[i].Operator is TableOperator op)
            {
                TableSyntax.Emit(writer, "byte", Table(kernelName, i), op.Table(i == 0 ? first : ElementType.UInt8).Select(b => (int)b));
            }
        }
    }

    /// <summary>Writes the calls of fused steps; nothing when there are none.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="epilogue">The steps.</param>
    /// <param name="kernel">The name of the kernel.</param>
    /// <param name="value">The place that holds the kernel's own bytes; steps may overwrite it.</param>
    /// <param name="result">The place that the last step writes; it may be that of an operand, but not <paramref name="value"/>'s.</param>
    /// <param name="operand">The reference to the first byte of a further operand, by its index.</param>
    /// <param name="count">The number of bytes.</param>
    public static void EmitSteps(SourceWriter writer, Epilogue epilogue, string kernel, string value, string result, Func<int, string> operand, string count) =>
        EmitSteps(writer, epilogue.Steps, kernel, value, result, i => new ByteRowOperand(operand(i), epilogue.Operands[i].IsVector), count);

    /// <summary>The same for steps of which the first may take nothing but operands.</summary>
    public static void EmitSteps(
        SourceWriter writer, EquatableArray<FusedStep> steps, string kernel, string value, string result, Func<int, ByteRowOperand> operand, string count)
    {
        for (int i = 0; i < steps.Count; i++)
        {
            FusedStep step = steps[i];
            if (step.Operands.FirstOrDefault(o => o < 0 && ~o != i) is < 0 and int earlier)
            {
                throw new NotSupportedException($"{step.Operator.Name}, step {i + 1}, takes ^{~earlier}; steps on bytes take the result of the step before.");
            }

            ByteRowOperand[] operands = [.. step.Operands.Select(o => o < 0 ? new ByteRowOperand("ref " + value, IsVector: true) : operand(o))];
            writer.Line(Call(step.Operator, Table(kernel, i), operands, "ref " + (i + 1 < steps.Count ? value : result), count));
        }
    }

    /// <summary>
    /// Where all that follows a product is one addition under ONNX's rule of an operand with neighbouring bytes: the addition as the runtime
    /// takes it together with the product; else null.
    /// </summary>
    public static string? Addition(Epilogue epilogue)
    {
        if (epilogue.Steps.Count != 1 || epilogue.Steps[0].Operator is not QuantizedAdd { Rounding: RoundingRule.Onnx, IsShifted: false } add)
        {
            return null;
        }

        EquatableArray<int> operands = epilogue.Steps[0].Operands;
        bool isOwnLeft = operands[0] < 0;
        int other = operands[isOwnLeft ? 1 : 0];
        if (other < 0 || !epilogue.Operands[other].IsVector)
        {
            return null;
        }

        (float a, float b, float offset) = OnnxTerms(add);
        return $"new ByteSum({Float(isOwnLeft ? a : b)}, {Float(isOwnLeft ? b : a)}, {Float(offset)}, {(isOwnLeft ? "true" : "false")}, {Number(add.Min)}, {Number(add.Max)})";
    }

    private static string Table(string kernel, int step) => kernel + "Table" + Number(step);

    /// <summary>The statement that applies an operator to rows.</summary>
    private static string Call(Operator op, string table, ByteRowOperand[] x, string y, string count) => op switch
    {
        TableOperator => $"ByteRows.Map<S, V>({x[0].Reference}, {table}, {y}, {count});",
        Quantize quantize => $"ByteRows.Quantize{quantize.Rounding}<S, V>({x[0].Reference}, {y}, {count}, {Float(quantize.To.Scale)}, {Number(quantize.To.ZeroPoint)});",
        Dequantize dequantize => $"ByteRows.Dequantize<S, V>({x[0].Reference}, {y}, {count}, {Float(dequantize.From.Scale)}, {Number(dequantize.From.ZeroPoint)});",
        QuantizedAdd add => Binary("Add", add, x, y, count, add.Rounding == RoundingRule.Onnx ? Terms(add) : TfLiteTerms(add)),
        QuantizedBinary { Rounding: RoundingRule.Onnx } real => Real(real, x, y, count),
        QuantizedBinary { Function: Sub } difference => Binary("Sub", difference, x, y, count, TfLiteTerms(difference)),
        QuantizedBinary extreme => $"ByteRows.{extreme.Function.Name}({x[0].Reference}, {x[0].Step}, {x[1].Reference}, {x[1].Step}, {y}, {count}, {Number(extreme.Min)}, {Number(extreme.Max)});",
        QuantizedMul product => Binary("Mul", product, x, y, count, Terms(product)),
        _ => throw new NotSupportedException($"{op.Name} is no element-wise operator on bytes."),
    };

    private static string Binary(string name, QuantizedBinaryOperator op, ByteRowOperand[] x, string y, string count, string terms)
    {
        string form = op.Rounding == RoundingRule.TfLite ? "TfLite" : op.IsShifted ? "OnnxShifted<S, V>" : "Onnx<S, V>";
        return $"ByteRows.{name}{form}({x[0].Reference}, {x[0].Step}, {x[1].Reference}, {x[1].Step}, {y}, {count}, {terms}, {Number(op.Min)}, {Number(op.Max)});";
    }

    private static string Real(QuantizedBinary op, ByteRowOperand[] x, string y, string count)
    {
        string quantizations = string.Join(", ", new[] { op.A, op.B, op.Y }.Select(q => $"{Float(q.Scale)}, {Number(q.ZeroPoint)}"));
        return $"ByteRows.{op.Function.Name}Onnx<S, V>({x[0].Reference}, {x[0].Step}, {x[1].Reference}, {x[1].Step}, {y}, {count}, {quantizations}, {Number(op.Min)}, {Number(op.Max)});";
    }

    /// <summary>The scales by that of the result, and what the zero points make.</summary>
    private static (float A, float B, float Offset) OnnxTerms(QuantizedAdd add)
    {
        float a = (float)(add.A.Scale / add.Y.Scale), b = (float)(add.B.Scale / add.Y.Scale);
        int shift = add.IsShifted ? SignedShift : 0;
        float zeroes = SinglePrecision.FusedMultiplyAdd(a, add.A.ZeroPoint - shift, (float)(b * (add.B.ZeroPoint - shift)));
        return (a, b, (float)(add.Y.ZeroPoint - shift - zeroes));
    }

    private static string Terms(QuantizedAdd add)
    {
        (float a, float b, float offset) = OnnxTerms(add);
        return $"{Float(a)}, {Float(b)}, {Float(offset)}";
    }

    private static string TfLiteTerms(QuantizedBinaryOperator add)
    {
        double unit = 2 * (double)Math.Max(add.A.Scale, add.B.Scale);
        string a = FixedPoint(FixedPointMultiplier.From(add.A.Scale / unit)), b = FixedPoint(FixedPointMultiplier.From(add.B.Scale / unit));
        string y = FixedPoint(FixedPointMultiplier.From(unit / ((1 << Headroom) * (double)add.Y.Scale)));
        return $"{Number(add.A.ZeroPoint)}, {a}, {Number(add.B.ZeroPoint)}, {b}, {Number(add.Y.ZeroPoint)}, {y}";
    }

    private static string Terms(QuantizedMul product)
    {
        float multiplier = (float)((float)(product.A.Scale * product.B.Scale) / product.Y.Scale);
        string y = product.Rounding == RoundingRule.Onnx ? Float(multiplier) : FixedPoint(FixedPointMultiplier.From(multiplier));
        return $"{Number(product.A.ZeroPoint)}, {Number(product.B.ZeroPoint)}, {y}, {Number(product.Y.ZeroPoint)}";
    }

    /// <summary>A fixed-point multiplier as an expression.</summary>
    internal static string FixedPoint(FixedPointMultiplier multiplier) =>
        $"new global::ModelGen.Numerics.FixedPointMultiplier({Number(multiplier.Mantissa)}, {Number(multiplier.Shift)})";
}

/// <summary>An operand of a row.</summary>
/// <param name="Reference">The reference to its first byte.</param>
/// <param name="IsVector">Whether neighbours of the row are neighbours of the operand; else all see one byte.</param>
internal readonly record struct ByteRowOperand(string Reference, bool IsVector)
{
    /// <summary>From element to element.</summary>
    public string Step => IsVector ? "1" : "0";
}
