using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using ModelGen.IR;
using ModelGen.IR.Operators;
using ModelGen.Onnx.Format;
using ModelGen.Onnx.Tests.Support;

namespace ModelGen.Onnx.Tests;

/// <summary>What an exported file says, and what cannot be exported.</summary>
public class ModelFileTests
{
    [Fact]
    public void Values_are_named_by_layer_and_weights_by_path()
    {
        GraphProto graph = Export(SampleGraphs.Cnn()).Proto.Graph;
        Assert.Equal(
            ["conv1", "bn1", "relu", "maxpool", "block.conv1", "block.hardswish", "block.globalaveragepool", "block.gate", "block.sigmoid", "block.mul", "block.add", "mul", "concat", "pad", "reshape", "scores"],
            graph.Node.Select(n => n.Output[0]));
        Assert.Equal(graph.Node.Select(n => n.Output[0]), graph.Node.Select(n => n.Name));
        Assert.Superset(
            new HashSet<string> { "conv1.weight", "conv1.bias", "bn1.running_var", "block.gate.weight", "scale", "classifier.weight", "classifier.bias" },
            graph.Initializer.Select(i => i.Name).ToHashSet());
        Assert.All(graph.Node, n => Assert.Contains(" : f32[", n.DocString, StringComparison.Ordinal));
    }

    [Fact]
    public void The_file_says_who_made_it_and_how()
    {
        OnnxModel model = Export(SampleGraphs.Cnn());
        Assert.Equal(("ModelGen", 8, 17), (model.Proto.ProducerName, model.Proto.IrVersion, model.Proto.OpsetImport.Single().Version));
        Assert.NotEmpty(model.Proto.ProducerVersion);
        Assert.Equal(["modelgen.model=Cnn", "modelgen.image_layout=NCHW"], model.Proto.MetadataProps.Select(p => $"{p.Key}={p.Value}"));
        Assert.Contains("(N, H, W, C): f32[1, 12, 10, 3]", model.Proto.Graph.Input.Single().DocString, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_value_has_its_type_written_down()
    {
        GraphProto graph = Export(SampleGraphs.Cnn()).Proto.Graph;
        Assert.Equal(graph.Node.Select(n => n.Output[0]).Order(), graph.ValueInfo.Concat(graph.Output).Select(v => v.Name).Order());
        Assert.Equal([1L, 8, 12, 10], graph.ValueInfo.Single(v => v.Name == "conv1").Type.TensorType.Shape.Dim.Select(d => d.DimValue));
    }

    [Fact]
    public void Equal_models_give_equal_bytes() =>
        Assert.Equal(Export(SampleGraphs.Cnn()).ToBytes(), Export(SampleGraphs.Cnn()).ToBytes());

    [Fact]
    public void A_saved_file_is_read_back()
    {
        string path = Path.GetTempFileName();
        try
        {
            OnnxModel model = Export(SampleGraphs.Cnn());
            model.Save(path);
            Assert.Equal(model.ToBytes(), File.ReadAllBytes(path));
            Assert.Equal(model.Proto, OnnxModel.Read(path));
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Theory]
    [InlineData(new byte[] { 0x0A, 0xFF, 0xFF, 0xFF })]
    [InlineData(new byte[0])]
    [InlineData(new byte[] { 1, 2, 3, 4, 5, 6, 7, 8, 9 })]
    public void A_file_that_is_none_is_refused(byte[] bytes)
    {
        string path = Path.GetTempFileName();
        try
        {
            File.WriteAllBytes(path, bytes);
            Assert.Contains("is not an ONNX model", Assert.Throws<OnnxExportException>(() => OnnxModel.Read(path)).Message, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void Weights_that_do_not_fit_are_listed()
    {
        Graph graph = SampleGraphs.Cnn();
        Dictionary<string, Tensor> weights = RandomTensors.Parameters(new Random(1), graph);
        weights.Remove("conv1.bias");
        weights["scale"] = new Tensor(new Shape(3), new float[3]);
        string message = Assert.Throws<ModelWeightsException>(() => OnnxExporter.Export(graph, ModelWeights.Create(weights))).Message;
        Assert.Contains("'conv1.bias' f32[8] is missing", message, StringComparison.Ordinal);
        Assert.Contains("'scale'", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_model_beyond_the_limit_of_the_format_is_refused()
    {
        Graph graph = SampleGraphs.Cnn();
        ModelWeights weights = ModelWeights.Create(RandomTensors.Parameters(new Random(1), graph));
        string message = Assert.Throws<OnnxExportException>(() => OnnxExporter.Export(graph, weights, new OnnxExportOptions { SizeLimit = 2000 })).Message;
        Assert.Contains("protobuf allows 2,000", message, StringComparison.Ordinal);
        Assert.Contains("block.conv1.weight", message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_unsound_graph_is_refused()
    {
        Graph graph = SampleGraphs.Cnn() with { Outputs = new[] { new GraphOutput("y", 999) } };
        Assert.Throws<ArgumentException>(() => OnnxExporter.Export(graph, ModelWeights.Create(RandomTensors.Parameters(new Random(1), graph))));
    }

    [Fact]
    public void Inputs_constants_and_one_value_twice_can_be_outputs()
    {
        var builder = new GraphBuilder("Net");
        int x = builder.Input("x", TensorType.Float(2, 3)), y = builder.Add(new Relu(), x);
        foreach ((string name, int id) in new[] { ("x", x), ("y", y), ("again", y), ("constant", builder.Parameter("p", TensorType.Float(4))) })
        {
            builder.Output(name, id);
        }

        OnnxModel model = Agreement.Check(builder.Build(), 1, OnnxImageLayout.ChannelsFirst);
        Assert.Equal(["x_2", "y", "again", "constant"], model.Outputs.Select(o => o.Name));
    }

    private static OnnxModel Export(Graph graph) => OnnxExporter.Export(graph, ModelWeights.Create(RandomTensors.Parameters(new Random(1), graph)));
}
