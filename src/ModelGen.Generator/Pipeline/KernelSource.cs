using ModelGen.Compiler;

namespace ModelGen.Generator.Pipeline;

/// <summary>The file of kernels of a model, or why there is none.</summary>
/// <param name="Model">The hint name of the model's type, which tells models apart.</param>
/// <param name="Text">The text; null when compilation failed.</param>
/// <param name="Unsupported">What of the network cannot be quantized, or compiled by the back end.</param>
/// <param name="Fault">Null, or how the compiler itself failed.</param>
/// <param name="Note">What runs on the host beside an NPU; null if nothing does.</param>
internal sealed record KernelSource(string Model, string? Text, EquatableArray<CompileFailure> Unsupported, CompileFailure? Fault, string? Note)
{
    /// <summary>A compilation that succeeded.</summary>
    public static KernelSource Success(string model, string text, string? note) => new(model, text, [], null, note);

    /// <summary>A network that cannot be quantized or compiled.</summary>
    public static KernelSource Refused(string model, EquatableArray<CompileFailure> unsupported) => new(model, null, unsupported, null, null);

    /// <summary>A fault in the compiler.</summary>
    public static KernelSource Failed(string model, CompileFailure fault) => new(model, null, [], fault, null);
}
