namespace ModelGen.Compiler.Planning;

/// <summary>
/// A range of the arena, in single-precision elements. Two buffers whose lifetimes meet do not overlap.
/// </summary>
/// <param name="Offset">Where it starts, a multiple of <see cref="MemoryPlan.Alignment"/>.</param>
/// <param name="Length">How many elements it holds.</param>
/// <param name="First">
/// The position in the graph's node list of the node that first writes it; -1 for a buffer of an input, which is filled before the
/// first step.
/// </param>
/// <param name="Last">The position of the last node that reads or writes it; the number of nodes for a result, which is read after the last step.</param>
public readonly record struct BufferPlacement(int Offset, int Length, int First, int Last);
