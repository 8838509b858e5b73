namespace ModelGen.Npu;

/// <summary>Bytes that an instruction reads or writes, from the least address to the greatest.</summary>
/// <param name="Space">The kind of memory.</param>
/// <param name="Memory">The index of the external memory; else 0.</param>
/// <param name="Low">The least address.</param>
/// <param name="High">One more than the greatest address.</param>
/// <param name="Writes">Whether the bytes are written.</param>
public readonly record struct NpuRange(NpuSpace Space, int Memory, long Low, long High, bool Writes);
