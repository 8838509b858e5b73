using System.Linq;
using ModelGen.Compiler.Backends.Cpu;
using ModelGen.Compiler.Passes;
using ModelGen.IR;
using ModelGen.IR.Operators;
using ModelGen.Numerics;

namespace ModelGen.Compiler.Tests.Backends.Quantized;

/// <summary>
/// Signed bytes are computed as unsigned ones: graphs of them, rewritten for kernels of unsigned ones, = their reference, at every width, bit
/// for bit. What kernels do not take is refused before lowering.
/// </summary>
public sealed class SignedByteTests
{
    private static readonly Quantization Half = new(0.5f, 3);

    [Theory]
    [InlineData(RoundingRule.Onnx, 1)]
    [InlineData(RoundingRule.Onnx, 2)]
    [InlineData(RoundingRule.TfLite, 3)]
    [InlineData(RoundingRule.TfLite, 4)]
    public void Element_wise_operators_equal_the_reference(RoundingRule rounding, int seed)
    {
        var graph = new ByteGraph(seed) { Rounding = rounding, Element = ElementType.Int8 };
        foreach (int[] shape in new int[][] { [2, 3, 5, 7], [1, 9, 2, 33], [1, 1, 1, 6000], [1, 1, 1, 1] })
        {
            int a = graph.Input(shape), b = graph.Input(shape), row = graph.Input(shape[3]);
            int sum = graph.Result(graph.Binary(), a, b);
            graph.Result(graph.Binary(), row, a);
            graph.Result(graph.Binary(), sum, graph.Result(graph.Binary(), a, sum));
            graph.Result(graph.Table(), graph.Result(graph.Table(), sum));
            graph.Result(new Dequantize(graph.Quantization()), sum);
            graph.Result(new Dequantize(graph.Quantization()), a);
            graph.Result(new Cast(ElementType.Float32), a);
            graph.Result(new Cast(ElementType.Float32), sum);
            float[] reals = [.. Enumerable.Range(0, 500).Select(i => i % 99 == 0 ? float.NaN : (graph.Random.NextSingle() * 200) - 100)];
            graph.Result(new Quantize(graph.Quantization(), ElementType.Int8, rounding), graph.Input(new Tensor(new Shape(500), reals)));
        }

        graph.Check(Pipeline.AfterQuantization);
    }

    [Theory]
    [InlineData(RoundingRule.Onnx, 1)]
    [InlineData(RoundingRule.TfLite, 2)]
    public void Layers_equal_the_reference(RoundingRule rounding, int seed)
    {
        var graph = new ByteGraph(seed) { Rounding = rounding, Element = ElementType.Int8 };
        var pads = new Pads(1, 2, 0, 1);
        foreach ((int channels, int groups) in new[] { (20, 1), (20, 20), (24, 2), (3, 1) })
        {
            Quantization x = graph.Quantization();
            int image = graph.Input(2, 6, 9, channels), weightInputs = channels / groups;
            foreach (bool hasBias in new[] { false, true })
            {
                (int min, int max) = graph.Bounds();
                var convolution = new QuantizedConv2D(1, 1, pads, groups, x, graph.Quantization(), ElementType.Int8, min, max, rounding);
                int[] weight = graph.Weight(channels, weightInputs, 3, 2);
                int result = graph.Add(convolution, hasBias ? [image, .. weight, graph.Add(new QuantizeBias(x.Scale), graph.Parameter(channels), weight[1])] : [image, .. weight]);
                graph.Surround(result);

                // A residual sum and a table, which fusion takes into the convolution.
                int sum = graph.Add(graph.Binary(), result, graph.Input([.. graph.ShapeOf(result)]));
                graph.Result(graph.Table(), sum);
                int flat = graph.Add(new Reshape(new Shape(2, graph.ShapeOf(result).ElementCount / 2)), result);
                (int least, int greatest) = graph.Bounds();
                graph.Result(new QuantizedDense(graph.Quantization(), graph.Quantization(), ElementType.Int8, least, greatest, rounding), [flat, .. graph.Weight(7, graph.ShapeOf(flat)[1])]);
            }
        }

        graph.Check(Pipeline.AfterQuantization);
    }

    [Theory]
    [InlineData(RoundingRule.Onnx, 1)]
    [InlineData(RoundingRule.TfLite, 2)]
    public void Pools_and_movement_equal_the_reference(RoundingRule rounding, int seed)
    {
        var graph = new ByteGraph(seed) { Rounding = rounding, Element = ElementType.Int8 };
        foreach (int[] shape in new int[][] { [2, 4, 6, 20], [1, 17, 5, 3] })
        {
            Quantization x = graph.Quantization(), y = rounding == RoundingRule.TfLite ? x : graph.Quantization();
            int image = graph.Input(shape), other = graph.Add(graph.Binary(), image, image);
            var pads = new Pads(1, 1, 1, 1);
            foreach (bool countPadding in new[] { false, true })
            {
                graph.Surround(graph.Result(new QuantizedAveragePool(3, 2, pads, countPadding, x, y, ElementType.Int8, rounding), other));
            }

            graph.Result(new QuantizedGlobalAveragePool(graph.Quantization(), graph.Quantization(), ElementType.Int8, rounding), image);
            graph.Result(new MaxPool(3, 2, 1, pads), image);
            graph.Surround(graph.Result(new MaxPool(2, 1, 1, pads), other));
            graph.Result(new Concat(3), image, other, image);
            graph.Result(new Slice(new[] { 0, 0, 1, 0 }, new[] { shape[0], (shape[1] + 1) / 2, 1, (shape[3] + 1) / 2 }, new[] { 1, 2, 2, 2 }), other);
            graph.Result(new Pad(new[] { 0, 1, 0, 2 }, new[] { 0, 2, 3, 1 }, graph.Random.Next(-128, 128)), other);
            graph.Result(new Transpose(new[] { 0, 3, 1, 2 }), image);
            graph.Result(new Cast(ElementType.Float32), graph.Add(new Reshape(new Shape(shape[0], shape[2], shape[1], shape[3])), image));
            graph.Result(new Resize(7, 11, ResizeMode.Nearest, ResizeCoordinates.HalfPixel), other);
            graph.Result(new Gather(1), other, graph.Input(new Tensor(new Shape(3), [2, 0, 1])));
            graph.Result(new ReduceMax(new[] { 1, 2 }, KeepDims: false), other);
            graph.Result(new Concat(3), other, graph.Add(new QuantizeWeight(0), graph.Parameter(shape), graph.Add(new WeightScale(0), graph.Parameter(shape))));
        }

        graph.Check(Pipeline.AfterQuantization);
    }

    [Fact]
    public void A_graph_without_signed_activations_stays_as_it_is()
    {
        var builder = new GraphBuilder("unsigned");
        int x = builder.Input("x", new TensorType(ElementType.Int8, new Shape(1, 4)));
        builder.Output("y", builder.Add(new Cast(ElementType.Float32), x));
        Graph graph = builder.Build();
        Assert.Same(graph, new UnsignedBytes().Apply(graph, new PassContext()));
    }

    [Fact]
    public void Signed_and_unsigned_operands_of_one_sum_are_refused()
    {
        var builder = new GraphBuilder("mixed");
        int x = builder.Input("x", TensorType.Float(1, 4));
        int a = builder.Add(new Quantize(Half, ElementType.Int8, RoundingRule.Onnx), x), b = builder.Add(new Quantize(Half, ElementType.UInt8, RoundingRule.Onnx), x);
        builder.Output("y", builder.Add(new QuantizedAdd(Half, Half, Half, ElementType.Int8, -128, 127, RoundingRule.Onnx), a, b));
        CompileFailure failure = Assert.Single(CpuSupport.Check(Pipeline.Run(builder.Build(), Pipeline.AfterQuantization).Graph));
        Assert.StartsWith("QuantizedAdd yields i8[1, 4], but CPU kernels", failure.Message, System.StringComparison.Ordinal);
    }

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
