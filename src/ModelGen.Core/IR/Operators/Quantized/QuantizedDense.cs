using ModelGen.IR.Text;
using ModelGen.Numerics;

namespace ModelGen.IR.Operators;

/// <summary><see cref="Dense"/> of quantized values: x (…, in), weight (out, in), scales (out), optional bias (out), result (…, out).</summary>
public sealed record QuantizedDense(Quantization X, Quantization Y, ElementType Element, int Min, int Max, RoundingRule Rounding)
    : QuantizedProduct(X, Y, Element, Min, Max, Rounding)
{
    private protected override Operator Real => new Dense();

    internal static QuantizedDense Read(AttributeReader reader) => new(
        reader.Quantization("x"), reader.Quantization("y"), reader.Enum<ElementType>("element"), reader.Int("min"), reader.Int("max"), reader.Enum<RoundingRule>("rounding"));

    private protected override int[] Accumulate(int[] x, Shape xShape, int[] weight, Shape weightShape, Shape result)
    {
        int outputs = weightShape[0], depth = weightShape[1];
        var sums = new int[result.ElementCount];
        for (int index = 0; index < sums.Length; index++)
        {
            int row = index / outputs, column = index % outputs;
            for (int k = 0; k < depth; k++)
            {
                sums[index] = unchecked(sums[index] + (x[(row * depth) + k] * weight[(column * depth) + k]));
            }
        }

        return sums;
    }
}
