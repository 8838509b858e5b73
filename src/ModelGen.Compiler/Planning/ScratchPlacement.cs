namespace ModelGen.Compiler.Planning;

/// <summary>Working memory of one node's kernel, alive during its step only.</summary>
/// <param name="Node">The id of the node.</param>
/// <param name="Buffer">An index into <see cref="MemoryPlan.Buffers"/>.</param>
public readonly record struct ScratchPlacement(int Node, int Buffer);
