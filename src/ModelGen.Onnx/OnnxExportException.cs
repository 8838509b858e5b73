using System;

namespace ModelGen.Onnx;

/// <summary>A model cannot be exported, or a file is not an ONNX model; the message says why and what to do.</summary>
public sealed class OnnxExportException : Exception
{
    /// <summary>With a message for the user.</summary>
    public OnnxExportException(string message)
        : base(message)
    {
    }

    /// <summary>With a message for the user and the cause.</summary>
    public OnnxExportException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
