using System.Linq;
using ModelGen.Compiler.Backends.Npu.Emission;
using ModelGen.Compiler.Backends.Npu.Layers;
using ModelGen.IR;
using ModelGen.IR.Operators;
using ModelGen.Npu;
using ModelGen.Numerics;

namespace ModelGen.Compiler.Backends.Npu.Lowering;

/// <summary>Products of two activations: the right one takes the place of the weights.</summary>
internal sealed class MatrixProductLowering : INpuLowering
{
    /// <inheritdoc/>
    public string? ReasonAgainst(SupportContext context, Node node) => null;

    /// <inheritdoc/>
    public void Lower(LayerBuilder builder, Node node)
    {
        var op = (QuantizedMatMul)node.Operator;
        TensorType aType = builder.TypeOf(node.Inputs[0]), bType = builder.TypeOf(node.Inputs[1]);
        Shape a = aType.Shape, b = bType.Shape, y = node.Type.Shape;
        int rows = a[-2], depth = a[-1], columns = b[-1];
        (long scale, int shift) = UniformScale.Of(op.Rounding, op.A.Scale, op.B.Scale, op.Y.Scale);
        int parameters = ProductConstants.Uniform(builder, columns, scale, shift);
        int[] batch = [.. y.Take(y.Rank - 2)];
        int matrices = batch.Aggregate(1, (product, extent) => product * extent);
        for (int matrix = 0; matrix < matrices; matrix++)
        {
            ImageView left = ImageView.Dense(builder.Root(node.Inputs[0]), 1, 1, rows, depth), result = ImageView.Dense(node.Id, 1, 1, rows, columns);
            builder.Add(new ProductLayer(node, result with { Offset = (long)matrix * rows * columns })
            {
                Input = left with { Offset = (long)Matrix(matrix, batch, a) * rows * depth },
                Geometry = ProductGeometry.Matrix(depth, columns),
                Weights = new ActivationWeights(builder.Root(node.Inputs[1]), (long)Matrix(matrix, batch, b) * depth * columns),
                Types = new ProductTypes(op.A.ZeroPoint, aType.Element == ElementType.UInt8, op.B.ZeroPoint, bType.Element == ElementType.UInt8),
                Requantization = new VectorSettings(op.Rounding, OutZero: op.Y.ZeroPoint, Low: op.Min, High: op.Max),
                Parameters = parameters,
                IsWhole = matrices == 1,
            });
        }
    }

    /// <summary>The matrix of an operand, whose axes before the last two broadcast, for one of the result.</summary>
    private static int Matrix(int matrix, int[] batch, Shape operand)
    {
        int index = 0, stride = 1;
        for (int axis = batch.Length - 1; axis >= 0; axis--)
        {
            int at = matrix % batch[axis], own = axis - batch.Length + operand.Rank - 2;
            matrix /= batch[axis];
            if (own >= 0)
            {
                index += operand[own] == 1 ? 0 : at * stride;
                stride *= operand[own];
            }
        }

        return index;
    }
}

/// <summary>One multiplier for all channels.</summary>
internal static class UniformScale
{
    /// <summary>That of x · w / y, as REQ takes it.</summary>
    public static (long Scale, int Shift) Of(RoundingRule rounding, float x, float w, float y)
    {
        if (rounding == RoundingRule.Onnx)
        {
            float product = (float)(x * w);
            return (NpuScale.Multiplier((float)(product / y)), 0);
        }

        var multiplier = FixedPointMultiplier.From((double)x * w / y);
        return (multiplier.Mantissa, multiplier.Shift);
    }

    /// <summary>That of the mean of some values, as <see cref="Requantization.OfMean"/> has it.</summary>
    public static (long Scale, int Shift) OfMean(RoundingRule rounding, float x, float y, int count)
    {
        if (rounding == RoundingRule.Onnx)
        {
            float divisor = (float)(y * count);
            return (NpuScale.Multiplier((float)(x / divisor)), 0);
        }

        FixedPointMultiplier multiplier = FixedPointMultiplier.From((double)x / y).DividedBy(count);
        return (multiplier.Mantissa, multiplier.Shift);
    }
}
