using System.Linq;
using ModelGen.Compiler.Backends.Npu.Layers;
using ModelGen.IR;
using ModelGen.IR.Operators;

namespace ModelGen.Compiler.Backends.Npu.Lowering;

/// <summary>
/// Transposed convolutions: results whose rows and columns agree modulo the stride are a convolution of distance 1, with those kernel positions that reach
/// them, in reverse.
/// </summary>
internal sealed class TransposedConvolutionLowering : INpuLowering
{
    /// <summary>So far above the image that no window reaches it.</summary>
    private const int Away = -(1 << 24);

    /// <inheritdoc/>
    public string? ReasonAgainst(SupportContext context, Node node)
    {
        var op = (QuantizedConvTranspose2D)node.Operator;
        return ProductSupport.ReasonAgainst(context, node) ?? Limits.OfWindow(1, op.Dilation);
    }

    /// <inheritdoc/>
    public void Lower(LayerBuilder builder, Node node)
    {
        var op = (QuantizedConvTranspose2D)node.Operator;
        Shape w = builder.TypeOf(node.Inputs[1]).Shape;
        int inputs = w[0] / op.Groups, outputs = w[1], kernel = w[2] * w[3];
        int outputsFirst = OutputsFirst(builder, node.Inputs[1], op.Groups, w), parameters = ProductConstants.Of(builder, node, op, outputsFirst);
        ImageView input = builder.View(node.Inputs[0]), result = builder.View(node.Id);
        Phase[] rows = Phase.Of(result.Height, w[2], op.Stride.Height, op.Dilation.Height, op.Pads.Top);
        Phase[] columns = Phase.Of(result.Width, w[3], op.Stride.Width, op.Dilation.Width, op.Pads.Left);
        bool isDepthwise = op.Groups > 1 && inputs == 1;
        foreach (Phase row in rows)
        {
            foreach (Phase column in columns)
            {
                bool isReached = row.Taps > 0 && column.Taps > 0;
                builder.Add(new ProductLayer(node, result.Every(new(row.Result, column.Result), op.Stride, new(row.Results, column.Results)))
                {
                    Input = input,
                    Geometry = new ProductGeometry(
                        op.Groups, inputs, outputs, isDepthwise, isReached ? new Size2D(row.Taps, column.Taps) : 1, 1, isReached ? new Size2D(row.Dilation, column.Dilation) : 1,
                        isReached ? row.First : Away, isReached ? column.First : Away),
                    Weights = new ConstantWeights(
                        node.Inputs[1], isReached ? (row.LastTap * w[3]) + column.LastTap : 0, inputs * outputs * kernel, kernel, outputs * kernel,
                        -row.TapStep * w[3], -column.TapStep),
                    Types = ProductSupport.Types(builder, node, op.X),
                    Requantization = ProductConstants.Requantization(op),
                    Parameters = parameters,
                    IsWhole = rows.Length * columns.Length == 1,
                });
            }
        }
    }

    /// <summary>The weights with the axis of all output channels in front, for the proof that no sum overflows.</summary>
    private static int OutputsFirst(LayerBuilder builder, int weight, int groups, Shape w)
    {
        int grouped = builder.Constants.Derive(new Reshape(new Shape(groups, w[0] / groups, w[1], w[2] * w[3])), weight);
        int moved = builder.Constants.Derive(new Transpose(new[] { 0, 2, 1, 3 }), grouped);
        return builder.Constants.Derive(new Reshape(new Shape(groups * w[1], w[0] / groups, w[2], w[3])), moved);
    }

    /// <summary>Results that agree modulo the stride, along an axis.</summary>
    /// <param name="Result">The first result.</param>
    /// <param name="Results">Their number.</param>
    /// <param name="Taps">The number of kernel positions that reach them.</param>
    /// <param name="LastTap">The last one of these, which is the first of the window.</param>
    /// <param name="TapStep">Kernel positions from one of these to the next.</param>
    /// <param name="Dilation">Inputs from one of these to the next.</param>
    /// <param name="First">The first input of the first window.</param>
    private sealed record Phase(int Result, int Results, int Taps, int LastTap, int TapStep, int Dilation, int First)
    {
        public static Phase[] Of(int results, int kernel, int stride, int dilation, int pad)
        {
            var phases = new Phase[System.Math.Min(stride, results)];
            for (int i = 0; i < phases.Length; i++)
            {
                // Result i + stride · t takes input (i + pad − k · dilation) / stride + t by kernel position k, where that is whole.
                int[] taps = [.. Enumerable.Range(0, kernel).Where(k => (i + pad - (k * dilation)) % stride == 0)];
                int step = taps.Length > 1 ? taps[1] - taps[0] : 1, last = taps.Length > 0 ? taps[taps.Length - 1] : 0;
                phases[i] = new Phase(
                    i, (results - i + stride - 1) / stride, taps.Length, last, step, taps.Length > 1 ? step * dilation / stride : 1,
                    taps.Length > 0 ? (i + pad - (last * dilation)) / stride : 0);
            }

            return phases;
        }
    }
}
