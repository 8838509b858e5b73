using ModelGen.Npu;

namespace ModelGen.Core.Tests.Npu.Timing;

/// <summary>A convolution on an array of dot products, cycle by cycle; input and weights are read where there are some, products are counted.</summary>
internal static class DotProductModel
{
    public static (long Cycles, long Macs) Convolve(DotProductArray array, int pixels, int kernel, int inChannels, int outChannels)
    {
        long cycles = 0, macs = 0;
        for (int p = 0; p < pixels; p += array.Pixels)
        {
            for (int o = 0; o < outChannels; o += array.OutChannels)
            {
                for (int k = 0; k < kernel; k++)
                {
                    for (int i = 0; i < inChannels; i += array.InChannels)
                    {
                        macs += Step(array, pixels - p, inChannels - i, outChannels - o);
                        cycles++;
                    }
                }
            }
        }

        return (cycles, macs);
    }

    public static (long Cycles, long Macs) Depthwise(int lanes, int pixels, int kernel, int outputs)
    {
        long cycles = 0, macs = 0;
        for (int p = 0; p < pixels; p++)
        {
            for (int o = 0; o < outputs; o += lanes)
            {
                for (int k = 0; k < kernel; k++, cycles++)
                {
                    for (int lane = 0; lane < lanes; lane++)
                    {
                        macs += o + lane < outputs ? 1 : 0;
                    }
                }
            }
        }

        return (cycles, macs);
    }

    private static long Step(DotProductArray array, int pixels, int inChannels, int outChannels)
    {
        long macs = 0;
        for (int p = 0; p < array.Pixels; p++)
        {
            for (int i = 0; i < array.InChannels; i++)
            {
                for (int o = 0; o < array.OutChannels; o++)
                {
                    macs += p < pixels && i < inChannels && o < outChannels ? 1 : 0;
                }
            }
        }

        return macs;
    }
}
