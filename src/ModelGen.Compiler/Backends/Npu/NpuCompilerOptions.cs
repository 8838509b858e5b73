using System.Collections.Generic;
using System.Threading;
using ModelGen.Npu;

namespace ModelGen.Compiler.Backends.Npu;

/// <summary>How to compile for an NPU.</summary>
public sealed class NpuCompilerOptions
{
    /// <summary>Where nodes were written, by their ids; those that are missing have no place in a program's layers.</summary>
    public IReadOnlyDictionary<int, NpuLayer> Locations { get; init; } = new Dictionary<int, NpuLayer>();

    /// <summary>Why nodes stay in single precision, by their ids, as the quantizer has it; for the reasons of what runs on the host.</summary>
    public IReadOnlyDictionary<int, string> FloatReasons { get; init; } = new Dictionary<int, string>();

    /// <summary>Cancels the run.</summary>
    public CancellationToken Cancellation { get; init; }
}
