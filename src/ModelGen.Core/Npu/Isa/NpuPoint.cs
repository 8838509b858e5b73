namespace ModelGen.Npu;

/// <summary>Where an instruction is executed.</summary>
/// <param name="Core">The core.</param>
internal readonly record struct NpuPoint(int Core);
