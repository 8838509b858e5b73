using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;
using ModelGen.IR.Operators;
using ModelGen.Numerics;

namespace ModelGen.Core.Tests.TensorFlowLite;

/// <summary>
/// A model with signed activations, run operator by operator with ours under the rule of TensorFlow Lite. Tensors come from its file,
/// operators and their attributes from the description beside it.
/// </summary>
internal sealed class TfliteModel
{
    private const ElementType Element = ElementType.Int8;
    private readonly TfliteTensor[] tensors;

    public TfliteModel(string folder)
    {
        tensors = TfliteFile.Read(Path.Combine(folder, "model.tflite"));
        using var meta = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "meta.json")));
        JsonElement root = meta.RootElement.Clone();
        Operators = [.. root.GetProperty("ops").EnumerateArray()];
        Input = root.GetProperty("inputs")[0].GetProperty("index").GetInt32();
        Output = root.GetProperty("outputs")[0].GetProperty("index").GetInt32();
    }

    public IReadOnlyList<JsonElement> Operators { get; }

    public int Input { get; }

    public int Output { get; }

    /// <summary>The value that a file holds of a tensor.</summary>
    public Tensor Read(int tensor, string path) => tensors[tensor].Signed(File.ReadAllBytes(path));

    /// <summary>The tensor that an operator yields.</summary>
    public static int Result(JsonElement op) => op.GetProperty("outputs")[0].GetInt32();

    /// <summary>What our operator yields for one of the model.</summary>
    /// <param name="op">The operator.</param>
    /// <param name="value">The value of an activation.</param>
    public Tensor Run(JsonElement op, Func<int, Tensor> value)
    {
        int[] inputs = [.. op.GetProperty("inputs").EnumerateArray().Select(i => i.GetInt32())];
        TfliteTensor x = tensors[inputs[0]], y = tensors[Result(op)];
        Tensor input = value(inputs[0]);
        Tensor result = op.GetProperty("op").GetString()! switch
        {
            "CONV_2D" => Convolution(op, inputs, input, y, isDepthwise: false),
            "DEPTHWISE_CONV_2D" => Convolution(op, inputs, input, y, isDepthwise: true),
            "FULLY_CONNECTED" => Dense(op, inputs, input, y),
            "ADD" => Sum(op, inputs, input, value(inputs[1]), y),
            "AVERAGE_POOL_2D" => new QuantizedAveragePool(
                Size(op, "filter"), Size(op, "stride"), Padding(op, input.Shape, Size(op, "filter"), 1), false, x.Quantization, y.Quantization, Element, RoundingRule.TfLite).Apply(input),
            "MEAN" => new QuantizedGlobalAveragePool(x.Quantization, y.Quantization, Element, RoundingRule.TfLite).Apply(input),
            "PAD" => Pad(input, x.Quantization.ZeroPoint, tensors[inputs[1]].Integers),
            "TRANSPOSE" => new Transpose(tensors[inputs[1]].Integers).Apply(input),
            "RESHAPE" => input,
            "SOFTMAX" => FixedPointSoftmax.Run(input, x.Quantization.Scale),
            string other => throw new NotSupportedException(other),
        };
        return new Tensor(new Shape(y.Shape), result.SignedBytes);
    }

    private Tensor Convolution(JsonElement op, int[] inputs, Tensor x, TfliteTensor y, bool isDepthwise)
    {
        // Channels-last filters: (out, height, width, in), and (1, height, width, out) of depthwise convolutions.
        TfliteTensor filter = tensors[inputs[1]];
        Tensor weight = new Transpose(isDepthwise ? new[] { 3, 0, 1, 2 } : new[] { 0, 3, 1, 2 }).Apply(filter.Signed(filter.Data));
        Size2D stride = Size(op, "stride"), dilation = Size(op, "dilation");
        (int min, int max) = Clamp(op, y.Quantization);
        var convolution = new QuantizedConv2D(
            stride, dilation, Padding(op, x.Shape, (weight.Shape[2], weight.Shape[3]), dilation), isDepthwise ? x.Shape[3] : 1, tensors[inputs[0]].Quantization, y.Quantization, Element, min, max, RoundingRule.TfLite);
        return convolution.Apply([x, weight, .. Parameters(inputs, weight.Shape[0])]);
    }

    private Tensor Dense(JsonElement op, int[] inputs, Tensor x, TfliteTensor y)
    {
        TfliteTensor filter = tensors[inputs[1]];
        (int min, int max) = Clamp(op, y.Quantization);
        var rows = new Tensor(new Shape(x.Shape.ElementCount / filter.Shape[1], filter.Shape[1]), x.SignedBytes);
        return new QuantizedDense(tensors[inputs[0]].Quantization, y.Quantization, Element, min, max, RoundingRule.TfLite)
            .Apply([rows, filter.Signed(filter.Data), .. Parameters(inputs, filter.Shape[0])]);
    }

    private Tensor Sum(JsonElement op, int[] inputs, Tensor a, Tensor b, TfliteTensor y)
    {
        (int min, int max) = Clamp(op, y.Quantization);
        return new QuantizedAdd(tensors[inputs[0]].Quantization, tensors[inputs[1]].Quantization, y.Quantization, Element, min, max, RoundingRule.TfLite).Apply(a, b);
    }

    private static Tensor Pad(Tensor x, int zeroPoint, int[] amounts) =>
        new Pad(amounts.Where((_, i) => i % 2 == 0).ToArray(), amounts.Where((_, i) => i % 2 == 1).ToArray(), zeroPoint).Apply(x);

    /// <summary>The scales of the weights, one for each channel, and the bias.</summary>
    private IEnumerable<Tensor> Parameters(int[] inputs, int channels)
    {
        float[] scales = tensors[inputs[1]].Scales;
        Assert.All(tensors[inputs[1]].ZeroPoints, zero => Assert.Equal(0, zero));
        yield return new Tensor(new Shape(channels), scales.Length == 1 ? [.. Enumerable.Repeat(scales[0], channels)] : scales);
        if (inputs.Length > 2 && inputs[2] >= 0)
        {
            yield return new Tensor(new Shape(channels), tensors[inputs[2]].Integers);
        }
    }

    private static Size2D Size(JsonElement op, string option) =>
        op.GetProperty("options").GetProperty(option) is var size ? (size[0].GetInt32(), size[1].GetInt32()) : default;

    private static Pads Padding(JsonElement op, Shape x, Size2D kernel, Size2D dilation)
    {
        if (op.GetProperty("options").GetProperty("padding").GetString() == "VALID")
        {
            return Pads.None;
        }

        Size2D stride = Size(op, "stride");
        int height = Total(x[1], kernel.Height, stride.Height, dilation.Height), width = Total(x[2], kernel.Width, stride.Width, dilation.Width);
        return new Pads(height / 2, width / 2, height - (height / 2), width - (width / 2));

        static int Total(int extent, int kernel, int stride, int dilation) =>
            Math.Max(0, ((((extent + stride - 1) / stride) - 1) * stride) + ((kernel - 1) * dilation) + 1 - extent);
    }

    private static (int Min, int Max) Clamp(JsonElement op, Quantization y)
    {
        int Bound(float value) => Math.Clamp(y.ZeroPoint + (int)Math.Round(value / y.Scale, MidpointRounding.AwayFromZero), sbyte.MinValue, sbyte.MaxValue);
        return op.GetProperty("options").GetProperty("activation").GetString()! switch
        {
            "NONE" => (sbyte.MinValue, sbyte.MaxValue),
            "RELU" => (Bound(0), sbyte.MaxValue),
            "RELU6" => (Bound(0), Bound(6)),
            string other => throw new NotSupportedException(other),
        };
    }
}
