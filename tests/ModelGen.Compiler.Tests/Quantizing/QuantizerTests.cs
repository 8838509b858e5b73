using System.Collections.Generic;
using System.Linq;
using ModelGen.Calibration;
using ModelGen.Compiler.Calibration;
using ModelGen.Compiler.Quantizing;
using ModelGen.IR;
using ModelGen.IR.Operators;
using ModelGen.Numerics;

namespace ModelGen.Compiler.Tests.Quantizing;

public class QuantizerTests
{
    [Fact]
    public void A_clamp_becomes_the_saturation_of_the_layer_that_it_alone_reads()
    {
        var net = new Net();
        net.Output(net.Add("", new Relu6(), net.Layer("a", net.Image)));
        QuantizedConv2D layer = Assert.Single(Operators<QuantizedConv2D>(net.Quantize()));
        Assert.Equal((128, 188), (layer.Min, layer.Max));
        Assert.Empty(net.Run().FloatOperations);
    }

    [Fact]
    public void A_clamp_beside_another_reader_is_a_table()
    {
        var net = new Net();
        int a = net.Layer("a", net.Image);
        net.Output(net.Add("", new Add(), net.Add("", new Relu(), a), a));
        Graph graph = net.Quantize();
        QuantizedConv2D layer = Assert.Single(Operators<QuantizedConv2D>(graph));
        Assert.Equal((0, 255), (layer.Min, layer.Max));
        Assert.IsType<Relu>(Assert.Single(Operators<QuantizedUnary>(graph)).Function);
        Assert.Single(Operators<QuantizedAdd>(graph));
    }

    [Fact]
    public void A_residual_addition_and_its_activation_run_behind_the_later_layer()
    {
        var net = new Net();
        int a = net.Layer("a", net.Image), b = net.Layer("b", a);
        net.Output(net.Add("", new Relu(), net.Add("", new Add(), b, a)));
        Fused fused = Assert.Single(Operators<Fused>(Pipeline.RunQuantized(net.Build(), net.Profile, []).Graph));
        Assert.IsType<QuantizedConv2D>(fused.Anchor);
        FusedStep step = Assert.Single(fused.Steps);
        Assert.Equal(128, Assert.IsType<QuantizedAdd>(step.Operator).Min);
    }

    [Fact]
    public void What_is_told_to_stays_in_single_precision_between_conversions()
    {
        var net = new Net();
        net.Output(net.Layer("c", net.Layer("b", net.Layer("a", net.Image))));
        QuantizationResult result = net.Run("b");
        Assert.Equal(["a", "c"], result.Graph.Nodes.Where(n => n.Operator is QuantizedConv2D).Select(n => n.Scope));
        Assert.Equal("b", Assert.Single(result.Graph.Nodes, n => n.Operator is IR.Operators.Conv2D).Scope);
        Assert.Equal([("b/Conv2D", "is told to")], result.FloatOperations.Select(f => (f.Key, f.Reason)));
        Assert.Equal(2, Operators<Quantize>(result.Graph).Count());
        Assert.Equal(2, Operators<Dequantize>(result.Graph).Count());
    }

    [Fact]
    public void What_has_no_8_bit_form_says_why()
    {
        var net = new Net();
        int a = net.Layer("a", net.Image);
        net.Output(net.Add("", new Softmax(3), net.Add("", new ReduceSum(new[] { 1 }, KeepDims: true), net.Layer("b", a))));
        Assert.Equal(["/ReduceSum", "/Softmax"], net.Run().FloatOperations.Select(f => f.Key));
        Assert.All(net.Run().FloatOperations, f => Assert.NotEmpty(f.Reason));
    }

    [Fact]
    public void Differences_and_comparisons_of_activations_run_in_8_bits()
    {
        var net = new Net();
        int a = net.Layer("a", net.Image), b = net.Layer("b", a), difference = net.Add("", new Sub(), a, b);
        net.Output(net.Add("", new Max(), difference, net.Add("", new Div(), a, net.Add("", new Min(), difference, b))));
        Assert.Empty(net.Run().FloatOperations);
        Assert.Equal(4, Operators<QuantizedBinary>(net.Quantize()).Count());
    }

    [Fact]
    public void Products_of_activations_run_in_8_bits_and_saturate_at_their_clamp()
    {
        var net = new Net();
        int a = net.Layer("a", net.Image), scores = net.Add("", new MatMul(), a, net.Add("", new Transpose(new[] { 0, 1, 3, 2 }), net.Layer("b", a)));
        int weights = net.Add("", new Softmax(3), scores);
        net.Output(net.Add("", new Relu(), net.Add("", new MatMul(), weights, a)));
        QuantizationResult result = net.Run();
        Assert.Equal(["/Softmax"], result.FloatOperations.Select(f => f.Key));
        Assert.Equal([0, 128], Operators<QuantizedMatMul>(result.Graph).Select(m => m.Min));
    }

    [Fact]
    public void A_product_with_a_batch_of_weights_stays_in_single_precision()
    {
        var net = new Net();
        net.Output(net.Add("", new MatMul(), net.Layer("a", net.Image), net.Parameter("batch", 4, 2, 3)));
        Assert.Equal([("/MatMul", "has an operand that is computed of weights, whose range is not known before they are linked")], net.Run().FloatOperations.Select(f => (f.Key, f.Reason)));
    }

    [Fact]
    public void Constants_of_the_model_are_quantized_by_their_range()
    {
        var net = new Net();
        int constant = net.Add("", new Literal(new Shape(2), new[] { -1f, 3f }));
        net.Output(net.Add("", new Mul(), net.Layer("a", net.Image), net.Add("", new Max(), net.Layer("b", net.Image), constant)));
        QuantizationResult result = net.Run();
        Assert.Empty(result.FloatOperations);
        QuantizedBinary max = Assert.Single(Operators<QuantizedBinary>(result.Graph));
        Assert.Equal(4 / 255f, max.B.Scale);
    }

    [Fact]
    public void A_transposed_convolution_runs_in_8_bits_without_groups()
    {
        var net = new Net();
        int a = net.Layer("a", net.Image);
        net.Output(net.Add("", new Relu(), net.Transposed("up", a, groups: 1)));
        net.Output(net.Transposed("apart", a, groups: 2));
        QuantizationResult result = net.Run();
        Assert.Equal(128, Assert.Single(Operators<QuantizedConvTranspose2D>(result.Graph)).Min);
        Assert.Equal(["apart/ConvTranspose2D"], result.FloatOperations.Select(f => f.Key));
    }

    [Fact]
    public void Extents_that_no_accumulator_holds_are_refused_at_their_node()
    {
        var builder = new GraphBuilder("large");
        int image = builder.Input("image", TensorType.Float(1, 3000, 3000, 1));
        int layer = builder.Add("a", new IR.Operators.Conv2D(1, 1, Pads.None, 1), image, builder.Parameter("a.weight", TensorType.Float(1, 1, 1, 1), "a"));
        builder.Output("y", builder.Add("mean", new GlobalAveragePool(), layer));
        Graph graph = Pipeline.RunBeforeFusion(builder.Build()).Graph;
        var profile = new CalibrationProfile("large", "test", ElementType.UInt8, RoundingRule.Onnx, TensorKeys.Of(graph).Select(k => new TensorCalibration(k.Value, 0, 1, 1 / 255f, 0)).ToArray());
        CompileFailure failure = Assert.Single(Pipeline.Quantize(builder.Build(), profile, []).Failures);
        Assert.Equal(ProfileCheck.Stage, failure.Stage);
        Assert.Equal("mean", graph.ById()[failure.Node!.Value].Scope);
        Assert.Contains("beyond the 2147483647 of an int32 accumulator: keep it in single precision", failure.Message, System.StringComparison.Ordinal);
    }

    [Fact]
    public void Sums_of_few_products_cannot_overflow_whatever_the_weights()
    {
        var net = new Net();
        net.Output(net.Layer("a", net.Image));
        AccumulatorBound bound = Assert.Single(AccumulatorBound.Of(net.Quantize()));
        Assert.Equal(("a", 2, 2 * 127 * 128, true), (bound.Scope, bound.Products, bound.Greatest, bound.IsProven));
        Assert.False((bound with { Greatest = 1L << 31 }).IsProven);
    }

    [Fact]
    public void Operands_of_a_concatenation_get_its_quantization()
    {
        var net = new Net();
        int a = net.Layer("a", net.Image);
        net.Output(net.Add("", new Concat(3), a, net.Layer("b", a)));
        Graph graph = net.Quantize();
        Assert.Equal(2, Operators<Requantize>(graph).Count());
        Assert.All(graph.Nodes.Where(n => n.Operator is Concat), n => Assert.Equal(ElementType.UInt8, n.Type.Element));
    }

    [Fact]
    public void Results_are_taken_as_bytes_with_the_quantization_of_their_calibration()
    {
        var net = new Net();
        int a = net.Layer("a", net.Image), scores = net.Add("", new Softmax(3), a);
        net.Output(a);
        net.Output(a, ElementType.UInt8);
        net.Output(a, ElementType.Int8);
        net.Output(scores, ElementType.UInt8);
        QuantizationResult result = net.Run();
        Graph graph = result.Graph;
        Assert.Equal([typeof(Dequantize), typeof(QuantizedConv2D), typeof(Requantize), typeof(Quantize)], graph.Outputs.Select(o => graph.ById()[o.Node].Operator.GetType()));
        Assert.All(graph.Outputs, o => Assert.Null(o.Bytes));
        Assert.Equal(
            [("y1", ElementType.UInt8, 128), ("y2", ElementType.Int8, 0), ("y3", ElementType.UInt8, 128)],
            result.ByteOutputs.Select(o => (o.Name, o.Element, o.Quantization.ZeroPoint)));
        Assert.All(result.ByteOutputs, o => Assert.Equal(0.1f, o.Quantization.Scale));
        PipelineResult inFloat = Pipeline.RunInFloat(net.Build(), net.Profile);
        Assert.Equal(
            [ElementType.Float32, ElementType.UInt8, ElementType.Int8, ElementType.UInt8], inFloat.Graph.Outputs.Select(o => inFloat.Graph.ById()[o.Node].Type.Element));
        Assert.DoesNotContain(inFloat.Graph.Nodes, n => n.Operator is QuantizedConv2D or Fused { Anchor: QuantizedConv2D });
    }

    [Fact]
    public void A_result_in_bytes_that_depends_on_no_input_is_refused_at_its_node()
    {
        var net = new Net();
        net.Output(net.Layer("a", net.Image));
        int constant = net.Add("", new Literal(new Shape(2), new[] { -1f, 3f }));
        net.Output(constant, ElementType.UInt8);
        CompileFailure failure = Assert.Single(Pipeline.Quantize(net.Build(), net.Profile, []).Failures);
        Assert.Equal(constant, failure.Node);
        Assert.Contains("the result 'y1' depends on no input", failure.Message, System.StringComparison.Ordinal);
    }

    [Fact]
    public void A_calibration_of_another_model_is_refused()
    {
        var net = new Net();
        net.Output(net.Layer("a", net.Image));
        PipelineResult result = Pipeline.RunQuantized(net.Build(), net.Profile with { Tensors = new[] { TensorCalibration.FromRange("other/Conv2D", 0, 1, ElementType.UInt8) } }, []);
        Assert.All(result.Failures, f => Assert.Equal(ProfileCheck.Stage, f.Stage));
        Assert.Equal(3, result.Failures.Count);
    }

    private static IEnumerable<T> Operators<T>(Graph graph)
        where T : Operator => graph.Nodes.Select(n => n.Operator).OfType<T>();

    /// <summary>A graph of 1×1 convolutions whose values all have the scale 0.1 and the zero point 128, but for concatenations.</summary>
    private sealed class Net
    {
        private readonly GraphBuilder builder = new("net");
        private int outputs;

        public Net() => Image = builder.Input("image", TensorType.Float(1, 4, 4, 2));

        public int Image { get; }

        public CalibrationProfile Profile
        {
            get
            {
                Graph graph = Pipeline.RunBeforeFusion(Build()).Graph;
                return new CalibrationProfile("net", "test", ElementType.UInt8, RoundingRule.Onnx, TensorKeys.Of(graph)
                    .Select(k => new TensorCalibration(k.Value, -12.8f, 12.7f, graph.ById()[k.Key].Operator is Concat ? 0.2f : 0.1f, 128)).ToArray());
            }
        }

        public int Add(string scope, Operator op, params int[] inputs) => builder.Add(scope, op, inputs);

        public int Layer(string scope, int x) =>
            builder.Add(scope, new IR.Operators.Conv2D(1, 1, Pads.None, 1), x, builder.Parameter(scope + ".weight", TensorType.Float(2, 2, 1, 1), scope));

        public int Parameter(string path, params int[] extents) => builder.Parameter(path, TensorType.Float(extents));

        public int Transposed(string scope, int x, int groups) => builder.Add(
            scope, new IR.Operators.ConvTranspose2D(2, 1, Pads.None, 0, groups), x, builder.Parameter(scope + ".weight", TensorType.Float(2, 2 / groups, 2, 2), scope));

        public void Output(int id, ElementType? bytes = null) => builder.Output($"y{outputs++}", id, bytes);

        public Graph Build() => builder.Build();

        public Graph Quantize() => Run().Graph;

        public QuantizationResult Run(params string[] floatScopes) =>
            Quantizer.Run(Pipeline.RunBeforeFusion(Build()).Graph, Profile, floatScopes);
    }
}
