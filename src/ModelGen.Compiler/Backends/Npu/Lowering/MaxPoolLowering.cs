using System;
using ModelGen.Calibration;
using ModelGen.Compiler.Backends.Npu.Emission;
using ModelGen.Compiler.Backends.Npu.Layers;
using ModelGen.IR;
using ModelGen.IR.Operators;
using ModelGen.Numerics;

namespace ModelGen.Compiler.Backends.Npu.Lowering;

/// <summary>Maximum pooling. POOL knows no dilation: each residue of rows and columns modulo the dilation is a pooling of its own.</summary>
internal sealed class MaxPoolLowering : INpuLowering
{
    /// <inheritdoc/>
    public string? ReasonAgainst(SupportContext context, Node node) => Limits.OfWindow(((MaxPool)node.Operator).Stride, 1);

    /// <inheritdoc/>
    public void Lower(LayerBuilder builder, Node node)
    {
        var op = (MaxPool)node.Operator;
        ElementType element = node.Type.Element;
        ImageView input = builder.View(node.Inputs[0]), result = builder.View(node.Id);
        var settings = new VectorSettings(
            RoundingRule.Onnx, AUnsigned: element == ElementType.UInt8, Low: AffineRange.Minimum(element), High: AffineRange.Maximum(element));
        Phase[] rows = Phase.Of(input.Height, result.Height, op.Stride.Height, op.Dilation.Height, op.Pads.Top);
        Phase[] columns = Phase.Of(input.Width, result.Width, op.Stride.Width, op.Dilation.Width, op.Pads.Left);
        foreach (Phase row in rows)
        {
            foreach (Phase column in columns)
            {
                builder.Add(new PoolLayer(node, result.Every(new(row.Result, column.Result), new(row.ResultStep, column.ResultStep), new(row.Results, column.Results)))
                {
                    Input = input.Every(new(row.Input, column.Input), op.Dilation, new(row.Inputs, column.Inputs)),
                    Kernel = op.Kernel,
                    Stride = new(row.Stride, column.Stride),
                    Top = row.First,
                    Left = column.First,
                    IsAverage = false,
                    Settings = settings,
                    IsWhole = rows.Length * columns.Length == 1,
                });
            }
        }
    }

    /// <summary>Windows that read the same residue of an axis modulo the dilation.</summary>
    private sealed record Phase(int Input, int Inputs, int Result, int ResultStep, int Results, int Stride, int First)
    {
        public static Phase[] Of(int inputs, int results, int stride, int dilation, int pad)
        {
            int common = GreatestCommonDivisor(stride, dilation), step = dilation / common;
            var phases = new Phase[Math.Min(step, results)];
            for (int i = 0; i < phases.Length; i++)
            {
                int begin = (i * stride) - pad, residue = ((begin % dilation) + dilation) % dilation;

                // A residue beyond the image has nothing but padding, and windows hold one element at least, so there is none such with a result.
                phases[i] = new Phase(
                    residue, (inputs - residue + dilation - 1) / dilation, i, step, (results - i + step - 1) / step, stride / common, (begin - residue) / dilation);
            }

            return phases;
        }

        private static int GreatestCommonDivisor(int a, int b) => b == 0 ? a : GreatestCommonDivisor(b, a % b);
    }
}
