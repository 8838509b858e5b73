using System.Linq;
using ModelGen.IR;
using ModelGen.IR.Operators;
using ModelGen.Onnx.Format;
using ModelGen.Onnx.Tests.Support;
using static ModelGen.Onnx.Tests.Support.SampleGraphs;

namespace ModelGen.Onnx.Tests;

/// <summary>Images are held channels first, and transposed only where they must be.</summary>
public class LayoutTests
{
    [Fact]
    public void A_cnn_has_no_transposes_at_all()
    {
        OnnxModel model = Agreement.Check(Cnn(), 1, OnnxImageLayout.ChannelsFirst);
        Assert.Equal(0, Count(model, "Transpose"));
        Assert.Equal(0, Count(model, "Reshape"));
        Assert.Equal(new OnnxValue("image", TensorType.Float(1, 3, 12, 10), OnnxImageLayout.ChannelsFirst), Assert.Single(model.Inputs));
        Assert.Equal(new OnnxValue("scores", TensorType.Float(1, 5), OnnxImageLayout.ChannelsLast), Assert.Single(model.Outputs));
    }

    [Fact]
    public void With_channels_last_inputs_one_transpose_follows_the_input()
    {
        OnnxModel model = Agreement.Check(Cnn(), 1, OnnxImageLayout.ChannelsLast);
        Assert.Equal(1, Count(model, "Transpose"));
        Assert.Equal(["image"], Find(model, "Transpose").Input);
        Assert.Equal(TensorType.Float(1, 12, 10, 3), model.Inputs[0].Type);
    }

    [Fact]
    public void A_flattened_image_that_others_read_too_is_transposed_once()
    {
        var builder = new GraphBuilder("Net");
        int flat = Flatten(builder, Convolve(builder, "conv", builder.Input("image", TensorType.Float(2, 3, 4, 2)), 3, 1));
        builder.Output("flat", flat);
        builder.Output("scores", Classify(builder, "classifier", flat, 4));
        Assert.Equal(1, Count(Agreement.Check(builder.Build(), 1, OnnxImageLayout.ChannelsFirst), "Transpose"));
    }

    [Fact]
    public void A_flattened_plane_of_one_position_needs_no_rearrangement()
    {
        var builder = new GraphBuilder("Net");
        int pooled = builder.Add(new GlobalAveragePool(), Convolve(builder, "conv", builder.Input("image", TensorType.Float(2, 3, 4, 2)), 3, 1));
        builder.Output("flat", Flatten(builder, pooled));
        OnnxModel model = Agreement.Check(builder.Build(), 1, OnnxImageLayout.ChannelsFirst);
        Assert.Equal(["Conv", "GlobalAveragePool", "Flatten"], model.Proto.Graph.Node.Select(n => n.OpType));
    }

    [Fact]
    public void A_permutation_to_channels_first_leaves_nothing_behind()
    {
        var builder = new GraphBuilder("Net");
        int x = Convolve(builder, "conv", builder.Input("image", TensorType.Float(2, 3, 4, 2)), 3, 1);
        builder.Output("grid", builder.Add(new Reshape(new Shape(2, 3, 12)), builder.Add(new Transpose(new[] { 0, 3, 1, 2 }), x)));
        Assert.Equal(["Conv", "Reshape"], Agreement.Check(builder.Build(), 1, OnnxImageLayout.ChannelsFirst).Proto.Graph.Node.Select(n => n.OpType));
    }

    [Fact]
    public void Attention_keeps_its_axes()
    {
        var builder = new GraphBuilder("Net");
        int heads = builder.Input("heads", TensorType.Float(1, 2, 5, 4)), keys = builder.Input("keys", TensorType.Float(1, 2, 4, 5));
        builder.Output("mixed", builder.Add(new Softmax(3), builder.Add(new MatMul(), heads, keys)));
        OnnxModel model = Agreement.Check(builder.Build(), 1, OnnxImageLayout.ChannelsFirst);
        Assert.Equal(0, Count(model, "Transpose"));
        Assert.All(model.Inputs.Concat(model.Outputs), v => Assert.Equal(OnnxImageLayout.ChannelsLast, v.Layout));
    }

    [Fact]
    public void A_dense_layer_along_channels_is_a_pointwise_convolution()
    {
        var builder = new GraphBuilder("Net");
        int x = Convolve(builder, "conv", builder.Input("image", TensorType.Float(2, 3, 4, 2)), 3, 1);
        builder.Output("features", Classify(builder, "mix", x, 6));
        OnnxModel model = Agreement.Check(builder.Build(), 1, OnnxImageLayout.ChannelsFirst);
        Assert.Equal(["Conv", "Conv"], model.Proto.Graph.Node.Select(n => n.OpType));
        Assert.Equal(TensorType.Float(2, 6, 3, 4), model.Outputs[0].Type);
    }

    [Fact]
    public void Bytes_and_scaling_before_the_first_convolution_follow_the_image()
    {
        var builder = new GraphBuilder("Net");
        int image = builder.Input("image", new TensorType(ElementType.UInt8, new Shape(1, 6, 5, 3)));
        int x = builder.Add(new Sub(), builder.Add(new Cast(ElementType.Float32), image), builder.Parameter("mean", TensorType.Float(3)));
        builder.Output("y", Convolve(builder, "conv", x, 2, 3));
        OnnxModel model = Agreement.Check(builder.Build(), 1, OnnxImageLayout.ChannelsFirst);
        Assert.Equal(["Cast", "Sub", "Conv"], model.Proto.Graph.Node.Select(n => n.OpType));
        Assert.Equal(new Shape(1, 3, 6, 5), model.Inputs[0].Type.Shape);
        Assert.Equal([3, 1, 1], model.Proto.Graph.Initializer.Single(i => i.Name == "mean").Dims);
    }

    [Fact]
    public void One_constant_in_two_forms_has_two_names()
    {
        var builder = new GraphBuilder("Net");
        int scale = builder.Parameter("scale", TensorType.Float(3));
        int x = Convolve(builder, "conv", builder.Input("image", TensorType.Float(1, 2, 4, 2)), 3, 1);
        builder.Output("a", builder.Add(new Mul(), x, scale));
        builder.Output("b", builder.Add(new Mul(), builder.Input("row", TensorType.Float(1, 3)), scale));
        OnnxModel model = Agreement.Check(builder.Build(), 1, OnnxImageLayout.ChannelsFirst);
        Assert.Contains(model.Proto.Graph.Initializer, i => i.Name == "scale" && i.Dims.SequenceEqual([3L, 1, 1]));
        Assert.Contains(model.Proto.Graph.Initializer, i => i.Name == "scale_2" && i.Dims.SequenceEqual([3L]));
    }

    private static int Count(OnnxModel model, string opType) => model.Proto.Graph.Node.Count(n => n.OpType == opType);

    private static NodeProto Find(OnnxModel model, string opType) => model.Proto.Graph.Node.Single(n => n.OpType == opType);
}
