using ModelGen.Compiler.Quantizing;
using ModelGen.IR;

namespace ModelGen.Compiler;

/// <summary>What a run of the pipeline yields.</summary>
/// <param name="Graph">The rewritten graph; where something failed, the last sound one.</param>
/// <param name="Rewrites">How many rewrites were made.</param>
/// <param name="Failures">Why the run stopped early; empty when it did not.</param>
public sealed record PipelineResult(Graph Graph, int Rewrites, EquatableArray<CompileFailure> Failures)
{
    /// <summary>The operations of a quantized graph that compute in single precision, each with the reason, in the order of the graph.</summary>
    public EquatableArray<FloatOperation> FloatOperations { get; init; } = EquatableArray<FloatOperation>.Empty;

    /// <summary>Whether every pass ran.</summary>
    public bool Succeeded => Failures.Count == 0;
}
