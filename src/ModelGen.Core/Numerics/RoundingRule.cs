namespace ModelGen.Numerics;

/// <summary>How an int32 accumulator becomes a quantized value again: a property of a quantized graph.</summary>
public enum RoundingRule : byte
{
    /// <summary>A single-precision multiplier, rounded half to even, as the QLinear operators of ONNX Runtime do.</summary>
    Onnx,

    /// <summary>A fixed-point multiplier and a shift, each of which rounds, as the reference kernels of TensorFlow Lite do.</summary>
    TfLite,
}
