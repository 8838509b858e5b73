using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Microsoft.ML.OnnxRuntime;
using ModelGen.Core.Tests.IR;
using ModelGen.IR;
using ModelGen.IR.Operators;
using ModelGen.Numerics;
using ModelGen.Onnx.Tests.Support;
using ModelGen.Tests;

namespace ModelGen.Onnx.Tests.Quantization;

/// <summary>What ONNX Runtime computes of the exported form of a quantized operator over unsigned bytes is the reference, bit for bit.</summary>
public class QuantizedOperatorTests
{
    private static readonly RandomQuantized Fusable = new([RoundingRule.Onnx], [ElementType.UInt8]);

    /// <summary>The operators, with the one that ONNX Runtime makes of them; none for those that it computes in single precision.</summary>
    public static TheoryData<string, string> Names => new()
    {
        { nameof(Dequantize), "" },
        { nameof(Requantize), "" },
        { nameof(QuantizedUnary), "" },
        { nameof(QuantizedConv2D), "QLinearConv" },
        { nameof(QuantizedDense), "QGemm" },
        { nameof(QuantizedMatMul), "QLinearMatMul" },
        { nameof(QuantizedAdd), "QLinearAdd" },
        { nameof(QuantizedMul), "QLinearMul" },
        { nameof(QuantizedBinary), "" },
        { nameof(QuantizedAveragePool), "QLinearAveragePool" },
        { nameof(QuantizedGlobalAveragePool), "QLinearGlobalAveragePool" },
    };

    [Theory]
    [MemberData(nameof(Names))]
    public void An_operator_of_bytes_is_that_of_ONNX_Runtime_bit_for_bit(string name, string fused) => RandomCases.ForSeeds(60, seed =>
    {
        var random = new Random(seed);
        OnnxModel model = Agreement.Check(Draw(random, name, Rank(random, name)), seed, random.Next(2) == 0 ? OnnxImageLayout.ChannelsLast : OnnxImageLayout.ChannelsFirst);
        if (fused.Length > 0)
        {
            Assert.Contains(fused, Optimised(model));
        }
    });

    /// <summary>Layers that read each other's bytes, with what moves bytes between them.</summary>
    [Fact]
    public void Chains_of_operators_are_those_of_ONNX_Runtime_bit_for_bit() => RandomCases.ForSeeds(60, seed =>
    {
        string[] names = [.. Names.Select(row => (string)row[0]).Except([nameof(Dequantize)]), "MaxPool", "Concat", "Transpose", "Reshape", "Pad"];
        var random = new Random(seed);
        var builder = new GraphBuilder("Net");
        int x = builder.Input("x", new TensorType(ElementType.UInt8, new Shape(random.Next(1, 3), random.Next(3, 9), random.Next(3, 9), random.Next(1, 5))));
        for (int wanted = random.Next(2, 7); wanted > 0;)
        {
            (Operator op, int[] inputs) = RandomGraphs.Draw(random, names[random.Next(names.Length)], builder, x, x, x, random.Next(256), Fusable);
            if (builder.Infer(op, inputs).Error is null)
            {
                x = builder.Add($"layer{wanted}", op, inputs);
                wanted--;
            }
        }

        builder.Output("y", x);
        Agreement.Check(builder.Build(), seed, OnnxImageLayout.ChannelsFirst);
        Agreement.Check(builder.Build(), seed, OnnxImageLayout.ChannelsLast);
    });

    [Fact]
    public void Numbers_are_quantized_bit_for_bit() => RandomCases.ForSeeds(20, seed =>
    {
        var random = new Random(seed);
        var builder = new GraphBuilder("Net");
        builder.Output("y", builder.Add(new Quantize(RandomQuantized.Quantization(random, ElementType.UInt8), ElementType.UInt8, RoundingRule.Onnx), builder.Input("x", TensorType.Float(3, 50))));
        builder.Output("z", builder.Add(new Quantize(RandomQuantized.Quantization(random, ElementType.Int8), ElementType.Int8, RoundingRule.Onnx), 0));
        Agreement.Check(builder.Build(), seed, OnnxImageLayout.ChannelsLast);
    });

    /// <summary>ONNX Runtime's kernels take a repeated operand as the second: where it is the first, the operands change places.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_sum_with_a_repeated_element_begins_with_it(bool isFirst) => RandomCases.ForSeeds(40, seed =>
    {
        var random = new Random(seed);
        var builder = new GraphBuilder("Net");
        int one = builder.Input("one", new TensorType(ElementType.UInt8, new Shape(64, 1))), many = builder.Input("many", new TensorType(ElementType.UInt8, new Shape(64, 256)));
        ModelGen.Quantization[] q = [.. Enumerable.Range(0, 3).Select(_ => RandomQuantized.Quantization(random, ElementType.UInt8))];
        var reference = new GraphBuilder(builder.Build());
        reference.Output("y", reference.Add(new QuantizedAdd(q[1], q[0], q[2], ElementType.UInt8, 0, 255, RoundingRule.Onnx), many, one));
        if (isFirst)
        {
            builder.Output("y", builder.Add(new QuantizedAdd(q[0], q[1], q[2], ElementType.UInt8, 0, 255, RoundingRule.Onnx), one, many));
        }
        else
        {
            builder = reference;
        }

        OnnxModel model = OnnxExporter.Export(builder.Build(), ModelWeights.Create([]), new OnnxExportOptions());
        Dictionary<string, Tensor> inputs = RandomTensors.Inputs(random, builder.Build(), 256);
        byte[] expected = GraphInterpreter.Run(reference.Build(), inputs, new Dictionary<string, Tensor>())[0].Bytes;
        Assert.Equal(expected, OnnxRunner.Run(model, builder.Build(), inputs)[0].Bytes);
    });

    /// <summary>On x86, whose maximum of a NaN and a bound is the bound; the operator says the zero point.</summary>
    [Fact]
    public void Not_a_number_becomes_the_least_value_in_ONNX_Runtime()
    {
        var builder = new GraphBuilder("Net");
        builder.Output("y", builder.Add(new Quantize(new ModelGen.Quantization(1, 5), ElementType.UInt8, RoundingRule.Onnx), builder.Input("x", TensorType.Float(40))));
        Graph graph = builder.Build();
        OnnxModel model = OnnxExporter.Export(graph, ModelWeights.Create([]), new OnnxExportOptions());
        var x = new Dictionary<string, Tensor> { ["x"] = new(new Shape(40), [.. Enumerable.Repeat(float.NaN, 40)]) };
        Assert.All(GraphInterpreter.Run(graph, x, new Dictionary<string, Tensor>())[0].Bytes, b => Assert.Equal(5, b));
        Assert.All(OnnxRunner.Run(model, graph, x)[0].Bytes, b => Assert.Equal(0, b));
    }

    /// <summary>Single precision between: a value that lies at a half may go to the other neighbour.</summary>
    [Fact]
    public void A_transposed_convolution_is_within_a_step_of_that_of_ONNX_Runtime() => RandomCases.ForSeeds(60, seed =>
    {
        var random = new Random(seed);
        Graph graph = Draw(random, nameof(QuantizedConvTranspose2D), 4);
        var builder = new GraphBuilder(graph with { Outputs = Array.Empty<GraphOutput>() });
        ModelGen.Quantization y = graph.Select<QuantizedConvTranspose2D>().Single().Operator.Y;
        builder.Output("y", builder.Add(new Dequantize(y), graph.Outputs[0].Node));
        Agreement.Check(builder.Build(), seed, OnnxImageLayout.ChannelsLast, slack: y.Scale * 1.001f);
    });

    [Theory]
    [InlineData("Transpose")]
    [InlineData("Slice")]
    [InlineData("Concat")]
    [InlineData("Pad")]
    [InlineData("MaxPool")]
    [InlineData("ReduceMax")]
    [InlineData("Resize")]
    [InlineData("Gather")]
    [InlineData("Reshape")]
    public void Bytes_are_moved(string name) => RandomCases.ForSeeds(20, seed =>
    {
        var random = new Random(seed);
        ElementType element = random.Next(2) == 0 ? ElementType.UInt8 : ElementType.Int8;
        while (true)
        {
            var builder = new GraphBuilder("Net");
            int x = builder.Input("x", new TensorType(element, new Shape(random.Next(1, 3), random.Next(2, 6), random.Next(2, 6), random.Next(1, 4))));
            (Operator op, int[] inputs) = RandomGraphs.Draw(random, name, builder, x, x, builder.Add(new Literal(new Shape(1), new[] { 0f })), 7);
            op = op is Resize resize ? resize with { Mode = ResizeMode.Nearest } : op;
            if (op is Gather)
            {
                inputs = [x, builder.Input("indices", new TensorType(ElementType.Int32, new Shape(2)))];
            }

            if (builder.Infer(op, inputs).Error is null)
            {
                builder.Output("y", builder.Add(op, inputs));
                Agreement.Check(builder.Build(), seed, OnnxImageLayout.ChannelsLast, 1);
                Agreement.Check(builder.Build(), seed, OnnxImageLayout.ChannelsFirst, 1);
                return;
            }
        }
    });

    [Fact]
    public void What_rounds_as_TensorFlow_Lite_does_is_refused()
    {
        var builder = new GraphBuilder("Net");
        var q = new ModelGen.Quantization(0.5f, 3);
        int x = builder.Input("x", new TensorType(ElementType.UInt8, new Shape(2, 3)));
        builder.Output("y", builder.Add("block.add", new QuantizedAdd(q, q, q, ElementType.UInt8, 0, 255, RoundingRule.TfLite), x, x));
        Assert.Equal(
            "Model Net cannot be exported: QuantizedAdd of block.add rounds as TensorFlow Lite does, and ONNX has no operator that does. Quantize the model with the rounding rule of ONNX.",
            Assert.Throws<OnnxExportException>(() => OnnxExporter.Export(builder.Build(), ModelWeights.Create([]), new OnnxExportOptions())).Message);
    }

    [Fact]
    public void Weights_that_are_computed_are_refused()
    {
        var builder = new GraphBuilder("Net");
        builder.Output("y", builder.Add(new WeightScale(0), builder.Input("x", TensorType.Float(2, 3))));
        Assert.Equal(
            "WeightScale of a value that is computed has no ONNX form: quantize weights that are parameters.",
            Assert.Throws<OnnxExportException>(() => OnnxExporter.Export(builder.Build(), ModelWeights.Create([]), new OnnxExportOptions())).Message);
    }

    private static int Rank(Random random, string name) => name is nameof(QuantizedConv2D) or nameof(QuantizedAveragePool) or nameof(QuantizedGlobalAveragePool) ? 4 : random.Next(2, 5);

    /// <summary>The operator over bytes. A sum's second operand is the one that repeats, if any.</summary>
    private static Graph Draw(Random random, string name, int rank)
    {
        while (true)
        {
            var builder = new GraphBuilder("Net");
            int[] shape = [.. Enumerable.Range(0, rank).Select(_ => random.Next(1, 8))];
            int x = builder.Input("x", new TensorType(ElementType.UInt8, new Shape(shape)));
            int y = builder.Input("z", new TensorType(ElementType.UInt8, new Shape([.. shape.Skip(random.Next(rank)).Select(e => random.Next(3) == 0 ? 1 : e)])));
            (x, y) = name != nameof(QuantizedMul) || random.Next(2) == 0 ? (x, y) : (y, x);
            if (Fusable.Draw(random, name, builder, x, y) is var (op, inputs) && builder.Infer(op, inputs).Error is null)
            {
                builder.Output("y", builder.Add(op, inputs));
                return builder.Build();
            }
        }
    }

    private static string[] Optimised(OnnxModel model)
    {
        string path = Path.GetTempFileName();
        try
        {
            using var options = new SessionOptions { IntraOpNumThreads = 1, OptimizedModelFilePath = path, LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR };
            using var session = new InferenceSession(model.ToBytes(), options);
            return [.. OnnxModel.Read(path).Graph.Node.Select(n => n.OpType)];
        }
        finally
        {
            File.Delete(path);
        }
    }
}
