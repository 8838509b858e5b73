using ModelGen.Npu;

namespace ModelGen.Compiler.Backends.Npu;

/// <summary>What a compilation for an NPU yields.</summary>
/// <param name="Plan">The plan; null if something failed.</param>
/// <param name="Failures">Why there is none, everything at once.</param>
public sealed record NpuCompilation(NpuPlan? Plan, EquatableArray<CompileFailure> Failures);
