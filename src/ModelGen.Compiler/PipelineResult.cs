using System.Collections.Generic;
using System.Linq;
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

    /// <summary>The reasons of <see cref="FloatOperations"/> by the ids of their nodes, which a compiler for NPUs gives for what runs on the host.</summary>
    public IReadOnlyDictionary<int, string> FloatReasons => FloatOperations.ToDictionary(o => o.Node, o => o.Reason);

    /// <summary>The results of a quantized graph that callers take as bytes, in the order of the graph.</summary>
    public EquatableArray<ByteOutput> ByteOutputs { get; init; } = EquatableArray<ByteOutput>.Empty;

    /// <summary>Whether every pass ran.</summary>
    public bool Succeeded => Failures.Count == 0;
}
