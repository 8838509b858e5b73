using System;
using System.Linq;
using Google.Protobuf;
using ModelGen.Onnx.Format;
using DataType = ModelGen.Onnx.Format.TensorProto.Types.DataType;

namespace ModelGen.Onnx.Tests.Quantization;

/// <summary>What is read from QDQ models, and which are refused.</summary>
public class OnnxQuantizationReaderTests
{
    [Fact]
    public void Each_activation_is_read_once_in_the_order_of_the_nodes()
    {
        QdqGraph graph = Small();
        graph.Dequantize("again", "q", 0.5f, 7);
        Assert.Equal(
            [new OnnxQuantizedValue("x", ElementType.UInt8, 0.25f, 128), new OnnxQuantizedValue("relu", ElementType.UInt8, 0.5f, 7)],
            OnnxQuantizationReader.Read(graph.Model));
    }

    [Fact]
    public void Dequantized_constants_are_weights_and_left_out()
    {
        QdqGraph graph = Small();
        graph.Node("DequantizeLinear", "w", [graph.Constant("w.q", DataType.Int8, [1, 2], 2), graph.Scale("w.s", 1, 2)], Export.Attributes.Int("axis", 0));
        Assert.Equal(["x", "relu"], OnnxQuantizationReader.Read(graph.Model).Select(v => v.Name));
    }

    [Theory]
    [InlineData(200, -56)]
    [InlineData(127, 127)]
    public void Signed_zero_points_keep_their_sign(byte stored, int expected)
    {
        QdqGraph graph = Small();
        graph["q"].Input[2] = graph.Constant("signed", DataType.Int8, [stored]);
        graph.Model.Graph.Node.Remove(graph["y"]);
        Assert.Equal(new OnnxQuantizedValue("relu", ElementType.Int8, 0.5f, expected), OnnxQuantizationReader.Read(graph.Model)[1]);
    }

    [Fact]
    public void Without_a_zero_point_it_is_zero_and_the_type_is_the_declared_one()
    {
        QdqGraph graph = Small();
        graph["dx"].Input.RemoveAt(2);
        Assert.Equal(new OnnxQuantizedValue("x", ElementType.UInt8, 0.25f, 0), OnnxQuantizationReader.Read(graph.Model)[0]);
    }

    [Theory]
    [InlineData(0f)]
    [InlineData(-1f)]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public void A_scale_that_is_not_positive_and_finite_is_refused(float scale) =>
        Refused("QuantizeLinear 'q' cannot be read: its scale 'bad' is", g => g["q"].Input[1] = g.Scale("bad", scale));

    [Fact]
    public void A_scale_per_channel_is_refused() =>
        Refused("its scale 'bad' has shape [2], but an activation has one scale", g => g["q"].Input[1] = g.Scale("bad", 1, 2));

    [Fact]
    public void A_scale_of_another_type_is_refused() =>
        Refused("is of type Float16, but a scale is Float", g => g["q"].Input[1] = g.Constant("bad", DataType.Float16, [0, 0]));

    [Fact]
    public void A_truncated_scale_is_refused() =>
        Refused("does not hold the one value", g => g["q"].Input[1] = g.Constant("bad", DataType.Float, [0, 0]));

    [Fact]
    public void A_computed_scale_is_refused() => Refused("is no initializer and no Constant", g => g["q"].Input[1] = "relu");

    [Fact]
    public void A_scale_in_another_file_is_refused() => Refused("is kept in another file", g =>
        g.Model.Graph.Initializer.Single(i => i.Name == "q.s").DataLocation = TensorProto.Types.DataLocation.External);

    [Fact]
    public void Elements_of_16_bits_are_refused() =>
        Refused("is of type Int16, but activations are quantized to Uint8 or Int8", g => g["q"].Input[2] = g.Constant("bad", DataType.Int16, [0, 0]));

    [Fact]
    public void A_zero_point_out_of_range_is_refused() => Refused("is 300, but it must be in 0..255", g =>
    {
        TensorProto zero = g.Model.Graph.Initializer.Single(i => i.Name == "q.z");
        zero.RawData = ByteString.Empty;
        zero.Int32Data.Add(300);
    });

    [Fact]
    public void Contradicting_parameters_are_refused() =>
        Refused("it gives 'relu' UInt8, scale 0.125, zero point 7, but another node gives it UInt8, scale 0.5, zero point 7", g => g["y"].Input[1] = g.Scale("other", 0.125f));

    [Fact]
    public void Missing_inputs_are_refused() => Refused("it has 1 inputs", g =>
    {
        g["q"].Input.RemoveAt(2);
        g["q"].Input.RemoveAt(1);
    });

    [Fact]
    public void A_model_without_quantization_is_refused()
    {
        var graph = new QdqGraph();
        graph.Node("Relu", "y", [graph.Input("x", 1)]);
        Assert.Contains("quantizes no activation", Assert.Throws<OnnxExportException>(() => OnnxQuantizationReader.Read(graph.Model)).Message, StringComparison.Ordinal);
    }

    private static void Refused(string message, Action<QdqGraph> damage)
    {
        QdqGraph graph = Small();
        damage(graph);
        Assert.Contains(message, Assert.Throws<OnnxExportException>(() => OnnxQuantizationReader.Read(graph.Model)).Message, StringComparison.Ordinal);
    }

    /// <summary>x (bytes) → dx → relu → q → y.</summary>
    private static QdqGraph Small()
    {
        var graph = new QdqGraph();
        graph.Node("Relu", "relu", [graph.Dequantize("dx", graph.Input("x", 2), 0.25f, 128)]);
        graph.Dequantize("y", graph.Quantize("q", "relu", 0.5f, 7), 0.5f, 7);
        return graph;
    }
}
