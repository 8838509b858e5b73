namespace ModelGen.Compiler.Quantizing;

/// <summary>A result of a quantized graph that callers take as bytes.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Element">UInt8 or Int8.</param>
/// <param name="Quantization">How its bytes stand for real values.</param>
public sealed record ByteOutput(string Name, ElementType Element, Quantization Quantization);
