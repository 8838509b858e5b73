using ModelGen.IR;
using ModelGen.Linking;

namespace ModelGen.Npu;

/// <summary>Bytes of external memory that a program is given: literal ones, or such as linking makes.</summary>
/// <param name="Memory">The index of the memory.</param>
/// <param name="Address">Where they begin.</param>
/// <param name="Length">How many they are.</param>
/// <param name="Bytes">Literal bytes; empty for those that linking makes.</param>
/// <param name="Parts">What linking makes them of.</param>
public sealed record NpuPlannedConstant(int Memory, long Address, long Length, EquatableArray<byte> Bytes, EquatableArray<NpuConstantPart> Parts);

/// <summary>Elements of a value in a constant.</summary>
/// <param name="Node">The value, in the graph of the link step.</param>
/// <param name="Packing">Which elements, in which order.</param>
/// <param name="Offset">Where the first one is in the constant.</param>
/// <param name="Stride">Bytes from an element to the next; those of a multiplier of single precision are its bits.</param>
public sealed record NpuConstantPart(int Node, Packing Packing, long Offset, int Stride);

/// <summary>What is done once the weights of a program are known.</summary>
/// <param name="Graph">Parameters, literals, and what is computed from them; the outputs are what constants are made of, and what only proves that sums do not overflow.</param>
/// <param name="Constants">The constants.</param>
public sealed record NpuLink(Graph Graph, EquatableArray<NpuPlannedConstant> Constants);
