using System;
using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Backends.Cpu.Kernels;
using ModelGen.Compiler.Backends.Cpu.Winograd;
using ModelGen.IR;
using ModelGen.IR.Operators;

namespace ModelGen.Compiler.Backends.Cpu.Lowering;

/// <summary>
/// Convolutions by minimal filtering: for each chunk of tile rows a step transforms the input, one multiplies each point of the tiles
/// by its own matrix of transformed weights, and one transforms back and applies the epilogue.
/// </summary>
internal static class WinogradLowering
{
    /// <summary>Adds the steps; false, and nothing added, where an operand of the epilogue cannot be addressed chunk by chunk.</summary>
    public static bool TryLower(LoweringContext context, Node node, Conv2D convolution, WinogradPlan plan)
    {
        (Epilogue epilogue, IReadOnlyList<Operand> operands) = EpilogueLowering.Lower(context, node);
        if (operands.Where((o, i) => o.Kind == OperandKind.Constant && epilogue.Operands[i].Strides.Take(2).Any(s => s != 0)).Any())
        {
            return false;
        }

        ValueView x = context.View(node.Inputs[0]), y = context.View(node.Id);
        int scratch = context.Plan.ScratchOffset(node.Id);
        Operand transformed = Operand.Arena(scratch), products = Operand.Arena(scratch + plan.InputScratch);
        Operand first = x.FirstWindow(convolution.Pads);
        int weights = TransformedWeights(context, node.Inputs[1], plan);
        int? bias = ConvolutionLowering.Bias(node, convolution) is { } b ? context.Constant(b) : null;
        for (int image = 0; image < y.Shape[0]; image++)
        {
            for (int tileRow = 0; tileRow < plan.TileRows; tileRow += plan.ChunkRows)
            {
                int tileRows = Math.Min(plan.ChunkRows, plan.TileRows - tileRow), row = tileRow * plan.Outputs;
                int tiles = tileRows * plan.TileColumns;
                var input = new WinogradInputKernel(plan.Outputs, plan.Alpha, tileRows, plan.TileColumns, plan.Inputs, x.Strides[1], x.Strides[2]);
                context.Add(
                    node, input, [first.Plus((image * x.Strides[0]) + (row * x.Strides[1])), transformed], UnitCount.Of(tiles), plan.TransformWork(tiles, plan.Inputs), isPart: true);

                Multiply(context, node, plan, tiles, weights, transformed, products);

                var output = new WinogradOutputKernel(
                    plan.Outputs, plan.Alpha, tileRows, plan.TileColumns, Math.Min(tileRows * plan.Outputs, y.Shape[1] - row), y.Shape[2], plan.Channels, y.Strides[1], y.Strides[2], bias is not null, epilogue);
                IEnumerable<Operand> bindings = new[] { products }
                    .Concat(bias is { } index ? [Operand.Constant(index)] : [])
                    .Append(y.Location.Plus((image * y.Strides[0]) + (row * y.Strides[1])))
                    .Concat(operands.Select((o, i) => o.Plus((image * epilogue.Operands[i].Strides[0]) + (row * epilogue.Operands[i].Strides[1]))));
                bool last = image == y.Shape[0] - 1 && tileRow + tileRows == plan.TileRows;
                context.Add(node, output, bindings, UnitCount.Of(tiles), plan.TransformWork(tiles, plan.Channels), isPart: !last);
            }
        }

        return true;
    }

    /// <summary>The node of the transformed weights, (out, in, α, α).</summary>
    private static int TransformedWeights(LoweringContext context, int weight, WinogradPlan plan)
    {
        int right = context.Derive(new MatMul(), weight, context.Derive(WinogradMatrices.Right(plan.Alpha, plan.Taps)));
        return context.Derive(new MatMul(), context.Derive(WinogradMatrices.Left(plan.Alpha, plan.Taps)), right);
    }

    private static void Multiply(LoweringContext context, Node node, WinogradPlan plan, int tiles, int weights, Operand transformed, Operand products)
    {
        var geometry = new ConvolutionGeometry(
            "WinogradProduct",
            FormattableString.Invariant($"{plan.Points} products of {tiles}x{plan.Inputs} by {plan.Inputs}x{plan.Channels}"),
            new ConvolutionExtents(1, plan.Points, 1, tiles, plan.Channels),
            new ConvolutionStrides(0, tiles * plan.Inputs, tiles * plan.Inputs, plan.Inputs),
            new ConvolutionStrides(0, tiles * plan.Channels, tiles * plan.Channels, plan.Channels),
            [new WindowLoop(plan.Inputs, 1)]);
        var constants = new ConvolutionConstants(weights, 0, plan.Inputs * plan.Points, 1, [(plan.Inputs, plan.Points)], Bias: null);
        ConvolutionLowering.Lower(context, node, geometry, constants, transformed, products, Epilogue.None, [], isPart: true);
    }
}
