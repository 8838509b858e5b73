using System;
using System.Collections.Generic;
using System.IO;
using Google.Protobuf;
using ModelGen.Onnx.Format;

namespace ModelGen.Onnx;

/// <summary>An exported model: one ONNX file in memory.</summary>
public sealed class OnnxModel
{
    internal OnnxModel(ModelProto proto, IReadOnlyList<OnnxValue> inputs, IReadOnlyList<OnnxValue> outputs)
    {
        Proto = proto;
        Inputs = inputs;
        Outputs = outputs;
    }

    /// <summary>The content of the file.</summary>
    public ModelProto Proto { get; }

    /// <summary>The inputs in the order of the model's signature.</summary>
    public IReadOnlyList<OnnxValue> Inputs { get; }

    /// <summary>The outputs in the order of the model's signature.</summary>
    public IReadOnlyList<OnnxValue> Outputs { get; }

    /// <summary>The bytes of the file.</summary>
    public byte[] ToBytes() => Proto.ToByteArray();

    /// <summary>Writes the file, replacing one that exists.</summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The file cannot be written.</exception>
    public void Save(string path)
    {
        using FileStream stream = File.Create(path);
        Proto.WriteTo(stream);
    }

    /// <summary>Reads any ONNX file's description; tensors that it keeps in other files are not loaded.</summary>
    /// <exception cref="OnnxExportException">The file is no ONNX model.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static ModelProto Read(string path)
    {
        using FileStream stream = File.OpenRead(path);
        try
        {
            ModelProto model = ModelProto.Parser.ParseFrom(stream);
            return model.Graph is null
                ? throw new OnnxExportException($"'{path}' is not an ONNX model: it has no graph.")
                : model;
        }
        catch (InvalidProtocolBufferException e)
        {
            throw new OnnxExportException($"'{path}' is not an ONNX model: {e.Message}", e);
        }
    }
}
