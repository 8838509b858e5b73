using ModelGen.IR;

namespace ModelGen;

/// <summary>An input or an output of a model.</summary>
/// <param name="Name">Its name in the signature of <c>Run</c>.</param>
/// <param name="Type">Its element type and its shape, batch axis first.</param>
public sealed record ValueInfo(string Name, TensorType Type);
