using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.ML.OnnxRuntime;
using ModelGen.IR;
using ModelGen.IR.Operators;
using ModelGen.Onnx.Export;
using ModelGen.Tests.Onnx;

namespace ModelGen.Onnx.Tests.Support;

/// <summary>Runs an exported model with ONNX Runtime; tensors go in and come out as the model class declares them.</summary>
internal static class OnnxRunner
{
    public static Tensor[] Run(OnnxModel model, Graph graph, IReadOnlyDictionary<string, Tensor> inputs)
    {
        using InferenceSession session = ExactSession.Create(model);
        Tensor[] given = [.. graph.Select<Input>().Select(n => inputs[n.Operator.InputName])];
        var values = new Dictionary<string, OrtValue>();
        try
        {
            foreach ((OnnxValue value, Tensor tensor) in model.Inputs.Zip(given))
            {
                values.Add(value.Name, ToOrt(Arrange(tensor, value.Layout, ValueLayout.ChannelsFirst)));
            }

            using var runOptions = new RunOptions();
            using IDisposableReadOnlyCollection<OrtValue> results = session.Run(runOptions, values, [.. model.Outputs.Select(o => o.Name)]);
            return [.. model.Outputs.Select((output, i) => Arrange(FromOrt(results[i], output.Type), output.Layout, ValueLayout.Logical))];
        }
        finally
        {
            foreach (OrtValue value in values.Values)
            {
                value.Dispose();
            }
        }
    }

    private static Tensor Arrange(Tensor tensor, OnnxImageLayout layout, ValueLayout to)
    {
        if (layout == OnnxImageLayout.ChannelsLast)
        {
            return tensor;
        }

        int[] permutation = Layouts.PermutationTo(to);
        return tensor.Type.Element switch
        {
            not ElementType.Int32 => new Transpose(permutation).Apply(tensor),
            _ => new Tensor(new Shape([.. permutation.Select(a => tensor.Shape[a])]), Array.ConvertAll(Permuted(tensor.Ints), v => (int)v)),
        };

        float[] Permuted<T>(T[] values) =>
            new Transpose(permutation).Apply(new Tensor(tensor.Shape, Array.ConvertAll(values, v => Convert.ToSingle(v)))).Floats;
    }

    private static OrtValue ToOrt(Tensor tensor)
    {
        long[] shape = [.. tensor.Shape.Select(e => (long)e)];
        return tensor.Type.Element switch
        {
            ElementType.Float32 => OrtValue.CreateTensorValueFromMemory(tensor.Floats, shape),
            ElementType.Int32 => OrtValue.CreateTensorValueFromMemory(tensor.Ints, shape),
            ElementType.Int8 => OrtValue.CreateTensorValueFromMemory(tensor.SignedBytes, shape),
            _ => OrtValue.CreateTensorValueFromMemory(tensor.Bytes, shape),
        };
    }

    private static Tensor FromOrt(OrtValue value, TensorType expected)
    {
        Assert.Equal(expected.Shape.Select(e => (long)e), value.GetTensorTypeAndShape().Shape);
        return expected.Element switch
        {
            ElementType.UInt8 => new Tensor(expected.Shape, value.GetTensorDataAsSpan<byte>().ToArray()),
            ElementType.Int8 => new Tensor(expected.Shape, value.GetTensorDataAsSpan<sbyte>().ToArray()),
            ElementType.Int32 => new Tensor(expected.Shape, value.GetTensorDataAsSpan<int>().ToArray()),
            _ => new Tensor(expected.Shape, value.GetTensorDataAsSpan<float>().ToArray()),
        };
    }
}
