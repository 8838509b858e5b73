namespace ModelGen.Compiler.Backends.Npu.Memory;

/// <summary>Where the bytes of a value lie: in external memory, in the scratchpad, or in both.</summary>
/// <param name="Memory">The external memory; −1 if it is in none.</param>
/// <param name="External">The address there.</param>
/// <param name="Scratchpad">The address in the scratchpad; −1 if it is not there.</param>
/// <param name="Core">Bytes from the copy of a core to that of the next one; 0 if all cores share it.</param>
internal readonly record struct ValuePlace(int Memory, long External, long Scratchpad, long Core = 0)
{
    /// <summary>Whether it is in the scratchpad.</summary>
    public bool IsOnChip => Scratchpad >= 0;

    /// <summary>Whether it is in external memory.</summary>
    public bool IsExternal => Memory >= 0;

    /// <summary>The place of a part of the value.</summary>
    public ValuePlace Plus(long bytes) => this with { External = External + bytes, Scratchpad = IsOnChip ? Scratchpad + bytes : -1 };
}
