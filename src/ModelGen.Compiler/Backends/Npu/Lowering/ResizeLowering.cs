using System.Collections.Generic;
using System.Linq;
using ModelGen.Compiler.Backends.Npu.Layers;
using ModelGen.IR;
using ModelGen.IR.Operators;

namespace ModelGen.Compiler.Backends.Npu.Lowering;

/// <summary>Resizing to the nearest element: rows and columns are copied in runs whose sources are equally far apart.</summary>
internal sealed class ResizeLowering : INpuLowering
{
    /// <inheritdoc/>
    public string? ReasonAgainst(SupportContext context, Node node) =>
        ((Resize)node.Operator).Mode == ResizeMode.Nearest ? null : "mixes neighbours, for which the NPU has no instruction";

    /// <inheritdoc/>
    public void Lower(LayerBuilder builder, Node node)
    {
        var op = (Resize)node.Operator;
        Shape x = builder.TypeOf(node.Inputs[0]).Shape, y = node.Type.Shape;
        int[] from = x.Strides(), to = y.Strides();
        var parts = new List<CopyPart>();
        foreach (Run row in Run.Of(ResizeAxis.Taps(x[1], y[1], op.Mode, op.Coordinates)))
        {
            foreach (Run column in Run.Of(ResizeAxis.Taps(x[2], y[2], op.Mode, op.Coordinates)))
            {
                parts.Add(new CopyPart(
                    builder.Root(node.Inputs[0]),
                    ((long)row.Source * from[1]) + ((long)column.Source * from[2]),
                    ((long)row.Result * to[1]) + ((long)column.Result * to[2]),
                    [
                        new(x[0], from[0], to[0]),
                        new(row.Count, (long)row.SourceStep * from[1], (long)row.ResultStep * to[1]),
                        new(column.Count, (long)column.SourceStep * from[2], (long)column.ResultStep * to[2]),
                        new(x[3], 1, 1),
                    ]));
            }
        }

        builder.Add(new CopyLayer(node, builder.View(node.Id)) { Parts = parts });
    }

    /// <summary>Results that are equally far apart, with sources that are so too.</summary>
    private sealed record Run(int Result, int ResultStep, int Source, int SourceStep, int Count)
    {
        public static IEnumerable<Run> Of(ResizeTap[] taps)
        {
            int period = Enumerable.Range(1, taps.Length).First(p => IsPeriod(taps, p));
            for (int i = 0; i < period; i++)
            {
                int count = (taps.Length - i + period - 1) / period;
                yield return new Run(i, period, taps[i].Low, count > 1 ? taps[i + period].Low - taps[i].Low : 0, count);
            }
        }

        private static bool IsPeriod(ResizeTap[] taps, int period)
        {
            for (int i = period; i + period < taps.Length; i++)
            {
                if (taps[i + period].Low - taps[i].Low != taps[i].Low - taps[i - period].Low)
                {
                    return false;
                }
            }

            return true;
        }
    }
}
