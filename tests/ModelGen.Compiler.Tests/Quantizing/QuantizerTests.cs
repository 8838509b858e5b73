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
        net.Output(net.Add("", new Softmax(3), net.Add("", new Sub(), a, net.Layer("b", a))));
        Assert.Equal(["/Sub", "/Softmax"], net.Run().FloatOperations.Select(f => f.Key));
        Assert.All(net.Run().FloatOperations, f => Assert.NotEmpty(f.Reason));
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

        public Net() => Image = builder.Input("image", TensorType.Float(1, 4, 4, 2));

        public int Image { get; }

        public CalibrationProfile Profile
        {
            get
            {
                Graph graph = Pipeline.Run(Build(), Pipeline.BeforeFusion).Graph;
                return new CalibrationProfile("net", "test", ElementType.UInt8, RoundingRule.Onnx, TensorKeys.Of(graph)
                    .Select(k => new TensorCalibration(k.Value, -12.8f, 12.7f, graph.ById()[k.Key].Operator is Concat ? 0.2f : 0.1f, 128)).ToArray());
            }
        }

        public int Add(string scope, Operator op, params int[] inputs) => builder.Add(scope, op, inputs);

        public int Layer(string scope, int x) =>
            builder.Add(scope, new IR.Operators.Conv2D(1, 1, Pads.None, 1), x, builder.Parameter(scope + ".weight", TensorType.Float(2, 2, 1, 1), scope));

        public void Output(int id) => builder.Output("y", id);

        public Graph Build() => builder.Build();

        public Graph Quantize() => Run().Graph;

        public QuantizationResult Run(params string[] floatScopes) =>
            Quantizer.Run(Pipeline.Run(Build(), Pipeline.BeforeFusion).Graph, Profile, floatScopes);
    }
}
