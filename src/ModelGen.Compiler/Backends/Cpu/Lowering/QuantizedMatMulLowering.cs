using System;
using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Backends.Cpu.Kernels;
using ModelGen.IR;
using ModelGen.IR.Operators;
using ModelGen.Linking;

namespace ModelGen.Compiler.Backends.Cpu.Lowering;

/// <summary>
/// Products of two activations in bytes: a step packs the right matrices as weights, one multiplies by them. Matrices with a right one in common are
/// images of one product, others its groups.
/// </summary>
internal sealed class QuantizedMatMulLowering : ILowering
{
    /// <summary>The elements of working memory for the packed matrices of a turn.</summary>
    /// <param name="product">The operator.</param>
    /// <param name="right">The shape of the right operand.</param>
    /// <param name="result">The shape of the result.</param>
    public static int Scratch(QuantizedMatMul product, Shape right, Shape result) => Pack(product, right, new MatrixBatch(result), 0, 0).Length;

    /// <inheritdoc/>
    public void Lower(LoweringContext context, Node node, Operator anchor)
    {
        var product = (QuantizedMatMul)anchor;
        ValueView a = context.View(node.Inputs[0]), b = context.View(node.Inputs[1]), y = context.View(node.Id);
        var batch = new MatrixBatch(y.Shape);
        int[] left = batch.Strides(a), right = batch.Strides(b);
        BytePackKernel pack = Pack(product, b.Shape, batch, batch.Matrix(right), b.Strides[b.Shape.Rank - 2]);
        ByteProductKernel kernel = Product(product, pack, batch, left, y);
        int scratch = context.Plan.ScratchOffset(node.Id), weightBytes = pack.Units * pack.BlockBytes;
        Operand weights = new(OperandKind.Arena, checked(scratch * sizeof(float)), IsBytes: true), bias = Operand.Arena(scratch + (weightBytes / sizeof(float)));
        Operand[] multipliers = [.. Multipliers(context, product, pack.Units * ByteProductKernel.BlockChannels)];
        bool isShared = right.Take(right.Length - 2).All(s => s == 0);
        for (int turn = 0; turn < batch.Turns; turn++)
        {
            if (turn == 0 || !isShared)
            {
                Operand matrix = context.Moved(b.Location, batch.At(turn, right));
                context.Add(node, pack, [matrix, weights, bias], UnitCount.Of(pack.Units), (long)pack.Units * pack.BlockBytes * WorkEstimate.Move, isPart: true);
            }

            Operand x = context.Moved(a.Location, batch.At(turn, left)), target = y.Location.Plus(batch.At(turn, y.Strides));
            context.Add(node, kernel, [x, weights, bias, .. multipliers, target], UnitCount.Of(kernel.Units), kernel.Work / ByteWindow.QuadBytes, isPart: turn < batch.Turns - 1);
        }
    }

    private static BytePackKernel Pack(QuantizedMatMul product, Shape right, MatrixBatch batch, int matrixStride, int rowStride) => new(
        right.Rank < 3 || right[-3] == 1 ? 1 : batch.Matrices, right[-2], right[-1], matrixStride, rowStride, product.A.ZeroPoint, product.B.ZeroPoint);

    private static ByteProductKernel Product(QuantizedMatMul product, BytePackKernel pack, MatrixBatch batch, int[] left, ValueView y)
    {
        bool isGrouped = pack.Matrices > 1;
        int images = isGrouped ? 1 : batch.Matrices, factor = ByteRowTerm.Middle - product.B.ZeroPoint;
        ConvolutionStrides Strides(IReadOnlyList<int> strides) => new(isGrouped ? 0 : batch.Matrix(strides), isGrouped ? batch.Matrix(strides) : 0, 0, batch.Row(strides));
        return new ByteProductKernel(
            "MatMul",
            FormattableString.Invariant($"{batch.Matrices} x {batch.Rows}x{pack.Depth} by {pack.Depth}x{pack.Columns}"),
            images,
            pack.Matrices,
            1,
            batch.Rows,
            pack.Columns,
            Strides(left),
            Strides(y.Strides),
            new ByteWindow(1, 0, 1, 0, (pack.Depth + ByteWindow.QuadBytes - 1) / ByteWindow.QuadBytes),
            new ByteResult(product.Rounding, product.Y.ZeroPoint, product.Min, product.Max),
            Epilogue.None)
        {
            RowTerm = factor == 0 ? null : new ByteRowTerm(pack.Depth, factor),
        };
    }

    /// <summary>The one multiplier of the product, for each channel.</summary>
    private static IEnumerable<Operand> Multipliers(LoweringContext context, QuantizedMatMul product, int channels)
    {
        int scale = context.Derive(new Literal(new Shape(1), new[] { product.B.Scale }));
        var packing = new Packing(0, new[] { new PackSegment(0, 1, new[] { new PackAxis(channels, 0, 0) }) });
        return ByteMultipliers.Of(context, product.A.Scale, product.Y.Scale, product.Rounding, scale).Select(id => Operand.Constant(context.Constant(id, packing)));
    }
}
