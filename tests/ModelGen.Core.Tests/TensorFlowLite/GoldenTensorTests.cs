using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;
using ModelGen.Core.Tests.IR.Operators.Quantized;
using ModelGen.Tests;

namespace ModelGen.Core.Tests.TensorFlowLite;

/// <summary>
/// Our operators under the rule of TensorFlow Lite, on signed bytes, = what its reference kernels computed for real models, bit for bit:
/// every tensor of one run, from the tensors before it, and the results of every run.
/// </summary>
public class GoldenTensorTests
{
    [SkippableTheory]
    [InlineData("ad01_int8", 10)]
    [InlineData("hello_world_int8", 3)]
    [InlineData("kws_ref_model", 13)]
    [InlineData("micro_speech_quantized", 4)]
    [InlineData("person_detect", 31)]
    [InlineData("pretrainedResnet_quant", 16)]
    [InlineData("str_ww_ref_model", 11)]
    [InlineData("vww_96_int8", 31)]
    public void Every_operator_yields_the_golden_tensor(string model, int operators)
    {
        string folder = ExternalData.Require(Path.Combine("tflite", model));
        var network = new TfliteModel(folder);
        Assert.Equal(operators, network.Operators.Count);
        Tensor Golden(int tensor) => network.Read(tensor, Path.Combine(folder, "tensors_0", $"tensor_{tensor}.bin"));
        foreach (JsonElement op in network.Operators)
        {
            int result = TfliteModel.Result(op);
            QuantizedReference.Equal(QuantizedReference.Values(Golden(result)), network.Run(op, Golden), $"{model}, tensor {result} of {op.GetProperty("op").GetString()}");
        }
    }

    [SkippableTheory]
    [InlineData("ad01_int8", int.MaxValue)]
    [InlineData("hello_world_int8", int.MaxValue)]
    [InlineData("kws_ref_model", int.MaxValue)]
    [InlineData("micro_speech_quantized", int.MaxValue)]
    [InlineData("person_detect", 4)]
    [InlineData("pretrainedResnet_quant", 4)]
    [InlineData("str_ww_ref_model", int.MaxValue)]
    [InlineData("vww_96_int8", 4)]
    [InlineData("mobilenet_v2_quantized_1x3x224x224", 1)]
    public void Models_yield_the_golden_outputs(string model, int cases)
    {
        string folder = ExternalData.Require(Path.Combine("tflite", model));
        var network = new TfliteModel(folder);
        string[] inputs = [.. Directory.GetFiles(folder, "input_*.bin").OrderByDescending(f => int.Parse(Path.GetFileNameWithoutExtension(f)["input_".Length..], provider: null)).Take(cases)];
        Assert.NotEmpty(inputs);
        foreach (string input in inputs)
        {
            var values = new Dictionary<int, Tensor> { [network.Input] = network.Read(network.Input, input) };
            foreach (JsonElement op in network.Operators)
            {
                values[TfliteModel.Result(op)] = network.Run(op, id => values[id]);
            }

            Tensor golden = network.Read(network.Output, input.Replace("input_", "output_", StringComparison.Ordinal));
            QuantizedReference.Equal(QuantizedReference.Values(golden), values[network.Output], $"{model}, {Path.GetFileName(input)}");
        }
    }
}
