using ModelGen.IR;

namespace ModelGen;

/// <summary>An input or an output of a model.</summary>
/// <param name="Name">Its name in the signature of <c>Run</c>.</param>
/// <param name="Type">Its element type there and its shape, batch axis first.</param>
/// <param name="Quantization">How bytes that the compiler quantized stand for real values; null where elements are what <c>Forward</c> takes or returns.</param>
public sealed record ValueInfo(string Name, TensorType Type, Quantization? Quantization = null);
