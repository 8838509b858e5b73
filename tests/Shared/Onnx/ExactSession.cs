using System.Collections.Generic;
using System.Linq;
using Google.Protobuf;
using Microsoft.ML.OnnxRuntime;
using ModelGen.Onnx;
using ModelGen.Onnx.Format;

namespace ModelGen.Tests.Onnx;

/// <summary>Sessions of ONNX Runtime whose sums of products of bytes are exact on every processor: x86 without VNNI saturates sums of two products unless told not to.</summary>
internal static class ExactSession
{
    /// <summary>A session of one thread.</summary>
    public static InferenceSession Create(OnnxModel model)
    {
        using var options = new SessionOptions { IntraOpNumThreads = 1, InterOpNumThreads = 1, LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR };
        options.AddSessionConfigEntry("session.x64quantprecision", "1");
        return new InferenceSession(Unshared(model.Proto).ToByteArray(), options);
    }

    /// <summary>The model with signed weights and zero points of its own for each DequantizeLinear: ONNX Runtime, which makes unsigned ones of them, refuses to do so twice.</summary>
    private static ModelProto Unshared(ModelProto model)
    {
        ModelProto copy = model.Clone();
        Dictionary<string, TensorProto> signed = copy.Graph.Initializer.Where(i => i.DataType == (int)TensorProto.Types.DataType.Int8).ToDictionary(i => i.Name);
        var taken = new HashSet<string>();
        foreach (NodeProto node in copy.Graph.Node.Where(n => n.OpType == "DequantizeLinear"))
        {
            for (int i = 0; i < node.Input.Count; i++)
            {
                if (signed.TryGetValue(node.Input[i], out TensorProto? tensor) && !taken.Add(tensor.Name))
                {
                    TensorProto own = tensor.Clone();
                    own.Name = $"{tensor.Name}/of/{node.Name}";
                    copy.Graph.Initializer.Add(own);
                    node.Input[i] = own.Name;
                }
            }
        }

        return copy;
    }
}
