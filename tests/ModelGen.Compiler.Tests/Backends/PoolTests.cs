using ModelGen.IR;
using ModelGen.IR.Operators;

namespace ModelGen.Compiler.Tests.Backends;

public sealed class PoolTests
{
    [Theory]
    [InlineData(8, 8, 16, 2, 2, 0, 1)]
    [InlineData(9, 7, 5, 3, 2, 1, 1)]
    [InlineData(7, 7, 20, 3, 1, 1, 2)]
    [InlineData(10, 6, 33, 5, 3, 2, 1)]
    public void Equal_the_reference(int height, int width, int channels, int kernel, int stride, int pad, int dilation)
    {
        var pads = new Pads(pad, pad, pad, pad);
        Operator[] pools =
        [
            new MaxPool(kernel, stride, dilation, pads), new AveragePool(kernel, stride, pads, true), new AveragePool(kernel, stride, pads, false), new GlobalAveragePool(),
        ];
        foreach (Operator pool in pools)
        {
            var builder = new GraphBuilder("pool");
            int x = builder.Input("x", TensorType.Float(2, height, width, channels));
            builder.Output("y", builder.Add(new Fused(pool, 1, new FusedStep[] { new(new Mul(), new[] { ~0, 1 }), new(new Sigmoid(), new[] { ~1 }) }), x, builder.Parameter("s", TensorType.Float(channels))));
            builder.Output("z", builder.Add(pool, x));
            BackendCheck.Compare(builder.Build(), height * channels);
        }
    }
}
