using System;
using ModelGen.Npu;

namespace ModelGen.Compiler.Backends.Npu.Layers;

/// <summary>What a layer finds when its tiles are chosen.</summary>
/// <param name="Machine">The machine.</param>
/// <param name="IsOnChip">Whether a value stays in the scratchpad.</param>
/// <param name="IsExternal">Whether a value is in external memory.</param>
/// <param name="MemoryOf">The external memory of a value.</param>
/// <param name="Scratchpad">Bytes of the scratchpad for tiles.</param>
internal sealed record LayerSite(NpuMachine Machine, Func<int, bool> IsOnChip, Func<int, bool> IsExternal, Func<int, int> MemoryOf, long Scratchpad);
