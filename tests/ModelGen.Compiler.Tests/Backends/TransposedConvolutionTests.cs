using ModelGen.IR;
using ModelGen.IR.Operators;
using Transposed = ModelGen.IR.Operators.ConvTranspose2D;

namespace ModelGen.Compiler.Tests.Backends;

public sealed class TransposedConvolutionTests
{
    [Theory]
    [InlineData(4, 5, 6, 8, 2, 2, 0, 1, 0, 1)]
    [InlineData(5, 4, 3, 18, 3, 2, 1, 1, 1, 1)]
    [InlineData(3, 6, 8, 10, 4, 2, 1, 1, 0, 2)]
    [InlineData(4, 4, 4, 5, 2, 3, 0, 1, 2, 1)]
    [InlineData(5, 3, 4, 4, 3, 1, 2, 1, 0, 1)]
    [InlineData(4, 4, 6, 7, 3, 2, 1, 2, 1, 1)]
    [InlineData(3, 3, 2, 3, 3, 2, 0, 3, 2, 1)]
    [InlineData(2, 2, 4, 6, 5, 4, 1, 2, 0, 2)]
    public void Equals_the_reference(int height, int width, int inputs, int outputs, int kernel, int stride, int pad, int dilation, int extra, int groups)
    {
        var builder = new GraphBuilder("transposed");
        int x = builder.Input("x", TensorType.Float(2, height, width, inputs));
        int w = builder.Parameter("t.weight", TensorType.Float(inputs, outputs / groups, kernel, kernel));
        int b = builder.Parameter("t.bias", TensorType.Float(outputs / groups * groups));
        var convolution = new Transposed(stride, dilation, new Pads(pad, pad, pad, pad), extra, groups);
        int plain = builder.Add(convolution, x, w, b);
        int residual = builder.Input("r", builder.TypeOf(plain));
        int gain = builder.Parameter("g", TensorType.Float(builder.TypeOf(plain).Shape[1], 1, 1));
        builder.Output("y", plain);
        builder.Output("z", builder.Add(new Fused(convolution, 2, new FusedStep[] { new(new Add(), new[] { ~0, 2 }), new(new Mul(), new[] { ~1, 3 }) }), x, w, residual, gain));
        BackendCheck.Compare(builder.Build(), height + outputs);
    }
}
