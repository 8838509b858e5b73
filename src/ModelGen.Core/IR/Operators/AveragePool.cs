using System.Collections.Generic;
using ModelGen.IR.Text;

namespace ModelGen.IR.Operators;

/// <summary>
/// The mean of each window of an image (N, H, W, C), per channel. With <paramref name="CountPadding"/> the divisor is always the area of
/// the window and padding counts as zeros; without it, only elements of the input count.
/// </summary>
public sealed record AveragePool(Size2D Kernel, Size2D Stride, Pads Pads, bool CountPadding) : WindowOperator(Kernel, Stride, Pads)
{
    /// <inheritdoc/>
    public override void WriteAttributes(AttributeWriter writer)
    {
        writer.Size("kernel", Kernel);
        writer.Size("stride", Stride);
        writer.Pads("pads", Pads);
        writer.Bool("countPadding", CountPadding);
    }

    internal static AveragePool Read(AttributeReader reader) => new(reader.Size("kernel"), reader.Size("stride"), reader.Pads("pads"), reader.Bool("countPadding"));

    private protected override float Combine(List<float> elements)
    {
        double sum = 0;
        foreach (float element in elements)
        {
            sum += element;
        }

        return (float)(sum / (CountPadding ? Kernel.Height * Kernel.Width : elements.Count));
    }
}
