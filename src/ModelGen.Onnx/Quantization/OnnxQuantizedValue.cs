namespace ModelGen.Onnx;

/// <summary>An activation that a QDQ model quantizes: real = <paramref name="Scale"/> · (q − <paramref name="ZeroPoint"/>).</summary>
/// <param name="Name">The value in the ONNX graph: what QuantizeLinear takes, or what DequantizeLinear takes where the bytes come from elsewhere.</param>
/// <param name="Element"><see cref="ElementType.UInt8"/> or <see cref="ElementType.Int8"/>.</param>
/// <param name="Scale">Positive and finite.</param>
/// <param name="ZeroPoint">In the range of the element type.</param>
public sealed record OnnxQuantizedValue(string Name, ElementType Element, float Scale, int ZeroPoint);
