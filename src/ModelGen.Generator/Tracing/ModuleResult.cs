using ModelGen.Generator.Declarations;
using ModelGen.Generator.Diagnostics;

namespace ModelGen.Generator.Tracing;

/// <summary>What is known of a [Module] class by itself; equatable, free of symbols and syntax.</summary>
/// <param name="Declaration">What the emitter needs; null when the declaration has errors.</param>
/// <param name="Diagnostics">What is wrong with the declaration. What is wrong with its use is reported by the models that use it.</param>
internal sealed record ModuleResult(ModuleDeclaration? Declaration, EquatableArray<DiagnosticInfo> Diagnostics);
