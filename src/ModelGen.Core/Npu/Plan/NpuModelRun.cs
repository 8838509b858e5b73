using System.Collections.Generic;
using System.Linq;

namespace ModelGen.Npu;

/// <summary>How a network has run on an emulated NPU.</summary>
/// <param name="Samples">The results of each inference, in the order of the network.</param>
/// <param name="Programs">The run of each program, in order; the host's time between them is not counted.</param>
public sealed record NpuModelRun(IReadOnlyList<IReadOnlyList<Tensor>> Samples, IReadOnlyList<NpuRun> Programs)
{
    /// <summary>The results of the first inference, in the order of the network.</summary>
    public IReadOnlyList<Tensor> Outputs => Samples[0];

    /// <summary>Cycles of all programs, one after another.</summary>
    public long Cycles => Programs.Sum(p => p.Cycles);

    /// <summary>The time that the cycles take.</summary>
    public double Seconds => Programs.Sum(p => p.Seconds);

    /// <summary>Energy of all programs, in picojoules.</summary>
    public double Picojoules => Programs.Sum(p => p.Energy.Total);
}
