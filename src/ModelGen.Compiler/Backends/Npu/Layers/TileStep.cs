using ModelGen.Compiler.Backends.Npu.Emission;
using ModelGen.IR;
using ModelGen.Npu;

namespace ModelGen.Compiler.Backends.Npu.Layers;

/// <summary>An operation on the bytes of a tile, in place.</summary>
/// <param name="Node">The operation.</param>
internal abstract record TileStep(Node Node);

/// <summary>Each byte is looked up.</summary>
/// <param name="Node">The operation.</param>
/// <param name="Table">The results by the raw byte of the input.</param>
internal sealed record LookupStep(Node Node, EquatableArray<byte> Table) : TileStep(Node);

/// <summary>The tile is combined with another value.</summary>
/// <param name="Node">The operation.</param>
/// <param name="Function">What is computed.</param>
/// <param name="Settings">Types, zero points and scales.</param>
/// <param name="Other">The other value, perhaps with one row and column for all.</param>
/// <param name="IsSecond">Whether the tile is the second operand.</param>
internal sealed record BinaryStep(Node Node, NpuVectorFunction Function, VectorSettings Settings, ImageView Other, bool IsSecond) : TileStep(Node);
