namespace ModelGen.Npu;

/// <summary>The inner loop of the emulated array. An implementation with wider arithmetic gives the same sums: they wrap around at 32 bits.</summary>
public interface IMacKernel
{
    /// <summary>
    /// acc[a + o] += Σ over i below depth of (x[s + i] − inputZero) · (w[k + i · weightRow + o · weightColumn] − weightZero), for each o below width. All indices are in range.
    /// </summary>
    /// <param name="operands">The arrays, zero points and strides.</param>
    /// <param name="s">The first byte of the input.</param>
    /// <param name="k">The first byte of the weights.</param>
    /// <param name="a">The first accumulator.</param>
    /// <param name="depth">Input channels.</param>
    /// <param name="width">Output channels.</param>
    void Accumulate(in MacOperands operands, long s, long k, long a, int depth, int width);
}

/// <summary>What stays the same through an instruction of the emulated array.</summary>
/// <param name="Input">Bytes of the input.</param>
/// <param name="InputUnsigned">Whether they are u8.</param>
/// <param name="InputZero">The zero point of the input.</param>
/// <param name="Weights">Bytes of the weights.</param>
/// <param name="WeightsUnsigned">Whether they are u8.</param>
/// <param name="WeightZero">The zero point of the weights.</param>
/// <param name="WeightRow">Bytes from a weight to that of the next input channel.</param>
/// <param name="WeightColumn">Bytes from a weight to that of the next output channel.</param>
/// <param name="Accumulators">The accumulators.</param>
public readonly record struct MacOperands(
    byte[] Input, bool InputUnsigned, int InputZero, byte[] Weights, bool WeightsUnsigned, int WeightZero, long WeightRow, long WeightColumn, int[] Accumulators);
