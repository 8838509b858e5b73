using ModelGen.Compiler;

namespace ModelGen.Generator.Pipeline;

/// <summary>The file of kernels of a model, or why there is none.</summary>
/// <param name="Model">The hint name of the model's type, which tells models apart.</param>
/// <param name="Text">The text; null when compilation failed.</param>
/// <param name="Failure">Null, or why compilation failed.</param>
internal sealed record KernelSource(string Model, string? Text, CompileFailure? Failure);
