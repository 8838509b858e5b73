using System;
using System.Linq;
using Microsoft.ML.OnnxRuntime;
using ModelGen.Onnx;
using ModelGen.Tests.Onnx;

namespace ModelGen.Conformance.Harness;

/// <summary>Runs exported models in ONNX Runtime.</summary>
internal static class OnnxOracle
{
    /// <summary>The outputs of the model, exported with these weights, in the order of its signature.</summary>
    public static float[][] Run(ModelInfo info, ModelWeights weights, Tensor[] inputs) =>
        Run(OnnxExporter.Export(info.Graph, weights, new OnnxExportOptions { InputLayout = OnnxImageLayout.ChannelsLast }), inputs);

    /// <summary>The outputs of a calibrated model, exported in 8 bits.</summary>
    public static float[][] RunQuantized(ModelInfo info, ModelWeights weights, Tensor[] inputs) =>
        Run(OnnxExporter.Export(info, weights, new OnnxExportOptions { InputLayout = OnnxImageLayout.ChannelsLast, Precision = Precision.Int8 }), inputs);

    private static float[][] Run(OnnxModel model, Tensor[] inputs)
    {
        using InferenceSession session = ExactSession.Create(model);
        OrtValue[] values = [.. inputs.Zip(model.Inputs, (tensor, input) => Value(tensor, input))];
        try
        {
            using var run = new RunOptions();
            using var results = session.Run(run, [.. model.Inputs.Select(i => i.Name)], values, [.. model.Outputs.Select(o => o.Name)]);
            return [.. results.Select(r => r.GetTensorDataAsSpan<float>().ToArray())];
        }
        finally
        {
            Array.ForEach(values, v => v.Dispose());
        }
    }

    private static OrtValue Value(Tensor tensor, OnnxValue input)
    {
        Assert.Equal(tensor.Type, input.Type);
        long[] shape = [.. tensor.Shape.Select(e => (long)e)];
        return tensor.Type.Element switch
        {
            ElementType.Int32 => OrtValue.CreateTensorValueFromMemory(tensor.Ints, shape),
            ElementType.UInt8 => OrtValue.CreateTensorValueFromMemory(tensor.Bytes, shape),
            ElementType.Int8 => OrtValue.CreateTensorValueFromMemory(tensor.SignedBytes, shape),
            _ => OrtValue.CreateTensorValueFromMemory(tensor.Floats, shape),
        };
    }
}
