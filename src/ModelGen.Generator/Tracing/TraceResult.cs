using ModelGen.Generator.Declarations;
using ModelGen.Generator.Diagnostics;
using ModelGen.IR;

namespace ModelGen.Generator.Tracing;

/// <summary>What is known of a [Model] class; equatable, free of symbols and syntax.</summary>
/// <param name="Declaration">What the emitter needs; null when the class cannot carry generated members.</param>
/// <param name="Graph">The network; null when anything in the model, or in C# itself, is wrong.</param>
/// <param name="Sources">Where the nodes and parameters come from.</param>
/// <param name="FloatScopes">The paths of the layers and modules that [Precision] keeps in single precision: each that is, not only the outermost; in ordinal order.</param>
/// <param name="Diagnostics">Every problem that was found, in source order of the trace.</param>
internal sealed record TraceResult(ModelDeclaration? Declaration, Graph? Graph, SourceMap Sources, EquatableArray<string> FloatScopes, EquatableArray<DiagnosticInfo> Diagnostics);
