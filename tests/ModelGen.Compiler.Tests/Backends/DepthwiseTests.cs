using ModelGen.IR;
using ModelGen.IR.Operators;
using Convolution = ModelGen.IR.Operators.Conv2D;

namespace ModelGen.Compiler.Tests.Backends;

public sealed class DepthwiseTests
{
    [Theory]
    [InlineData(14, 14, 32, 3, 1, 1, 1)]
    [InlineData(9, 11, 21, 3, 2, 1, 1)]
    [InlineData(8, 5, 6, 5, 1, 2, 1)]
    [InlineData(12, 9, 40, 3, 1, 2, 2)]
    [InlineData(10, 16, 3, 3, 2, 2, 3)]
    [InlineData(3, 1, 17, 1, 1, 0, 1)]
    public void Equals_the_reference(int height, int width, int channels, int kernel, int stride, int pad, int dilation)
    {
        for (int batch = 1; batch <= 2; batch++)
        {
            var builder = new GraphBuilder("depthwise");
            int x = builder.Input("x", TensorType.Float(batch, height, width, channels));
            int w = builder.Parameter("d.weight", TensorType.Float(channels, 1, kernel, kernel));
            int b = builder.Parameter("d.bias", TensorType.Float(channels));
            var convolution = new Convolution(stride, dilation, new Pads(pad, pad, pad, pad), channels);
            int plain = builder.Add(convolution, x, w);
            int residual = builder.Input("r", builder.TypeOf(plain));
            builder.Output("y", plain);
            builder.Output("z", builder.Add(new Fused(convolution, 3, new FusedStep[] { new(new Relu6(), new[] { ~0 }), new(new Mul(), new[] { ~1, 3 }), new(new Silu(), new[] { ~2 }) }), x, w, b, residual));
            BackendCheck.Compare(builder.Build(), height + channels);
        }
    }
}
