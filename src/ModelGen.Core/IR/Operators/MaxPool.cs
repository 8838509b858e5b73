using System;
using System.Collections.Generic;
using ModelGen.IR.Text;

namespace ModelGen.IR.Operators;

/// <summary>The greatest element of each window of an image (N, H, W, C), per channel. Padding counts as −∞; NaN when the window holds one. Of f32, u8 or i8.</summary>
public sealed record MaxPool(Size2D Kernel, Size2D Stride, Size2D Dilation, Pads Pads) : WindowOperator(Kernel, Stride, Pads)
{
    private protected override Inference? Accepts(IReadOnlyList<TensorType> inputs) => ShapeRule.Value(inputs);

    private protected override Size2D Spacing => Dilation;

    /// <inheritdoc/>
    public override void WriteAttributes(AttributeWriter writer)
    {
        writer.Size("kernel", Kernel);
        writer.Size("stride", Stride);
        writer.Size("dilation", Dilation);
        writer.Pads("pads", Pads);
    }

    internal static MaxPool Read(AttributeReader reader) => new(reader.Size("kernel"), reader.Size("stride"), reader.Size("dilation"), reader.Pads("pads"));

    private protected override float Combine(List<float> elements)
    {
        float greatest = float.NegativeInfinity;
        foreach (float element in elements)
        {
            greatest = Math.Max(greatest, element);
        }

        return greatest;
    }
}
