namespace ModelGen.Npu;

/// <summary>The inner loop of the emulated array, one product at a time.</summary>
internal sealed class PlainMacKernel : IMacKernel
{
    public static PlainMacKernel Instance { get; } = new();

    public void Accumulate(in MacOperands operands, long s, long k, long a, int depth, int width)
    {
        for (int i = 0; i < depth; i++)
        {
            int x = NpuCore.Value(operands.Input[s + i], operands.InputUnsigned) - operands.InputZero;
            long w = k + (i * operands.WeightRow);
            for (int o = 0; o < width; o++)
            {
                int weight = NpuCore.Value(operands.Weights[w + (o * operands.WeightColumn)], operands.WeightsUnsigned) - operands.WeightZero;
                operands.Accumulators[a + o] = unchecked(operands.Accumulators[a + o] + (x * weight));
            }
        }
    }
}
