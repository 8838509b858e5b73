using System.Linq;
using ModelGen.Compiler.Backends.Cpu;
using ModelGen.IR;
using ModelGen.IR.Operators;
using ModelGen.Numerics;

namespace ModelGen.Compiler.Tests.Backends.Quantized;

/// <summary>What kernels of bytes do not take is refused before lowering.</summary>
public sealed class SignedByteTests
{
    private static readonly Quantization Half = new(0.5f, 3);

    [Fact]
    public void Signed_values_are_refused_where_they_arise_and_where_they_are_read()
    {
        var builder = new GraphBuilder("signed");
        int quantized = builder.Add(new Quantize(Half, ElementType.Int8, RoundingRule.Onnx), builder.Input("x", TensorType.Float(1, 4)));
        builder.Output("y", builder.Add(new Dequantize(Half), quantized));
        CompileFailure[] failures = [.. CpuSupport.Check(builder.Build())];
        Assert.Equal(["Quantize yields i8[1, 4]", "Dequantize takes i8[1, 4]"], failures.Select(f => f.Message.Split(',' + " but")[0]));
    }

    [Fact]
    public void One_value_has_one_zero_point()
    {
        var builder = new GraphBuilder("zeroes");
        int x = builder.Input("x", new TensorType(ElementType.UInt8, new Shape(1, 4, 4, 2)));
        int weight = builder.Parameter("w", new TensorType(ElementType.Int8, new Shape(2, 1, 3, 3))), scales = builder.Parameter("s", TensorType.Float(2));
        foreach (int zero in new[] { 3, 5, 3 })
        {
            var convolution = new QuantizedConv2D(1, 1, new Pads(1, 1, 1, 1), 2, new Quantization(0.5f, zero), Half, ElementType.UInt8, 0, 255, RoundingRule.Onnx);
            builder.Output("y" + zero + builder.TypeOf(x), builder.Add(convolution, x, weight, scales));
        }

        CompileFailure failure = Assert.Single(CpuSupport.Check(builder.Build()));
        Assert.Equal(x, failure.Node);
        Assert.Contains("zero points 3 and 5", failure.Message, System.StringComparison.Ordinal);
    }
}
