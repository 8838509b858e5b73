using System.Collections.Generic;
using System.Threading;

namespace ModelGen.Compiler.Backends.Npu;

/// <summary>How to compile for an NPU.</summary>
public sealed class NpuCompilerOptions
{
    /// <summary>Why nodes stay in single precision, by their ids, as the quantizer has it; for the reasons of what runs on the host.</summary>
    public IReadOnlyDictionary<int, string> FloatReasons { get; init; } = new Dictionary<int, string>();

    /// <summary>
    /// Whether each core of the machine runs an inference of its own, all at the same time, with inputs, results and values of its own, rather than a part of one inference.
    /// That serves throughput; latency is what the other way serves. It makes no difference to a machine of one core.
    /// </summary>
    public bool SideBySide { get; init; }

    /// <summary>Cancels the run.</summary>
    public CancellationToken Cancellation { get; init; }
}
