using System.Linq;

namespace ModelGen.Npu;

/// <summary>Energy in picojoules, by part.</summary>
public sealed record NpuEnergy
{
    /// <summary>Products.</summary>
    public required double Mac { get; init; }

    /// <summary>Elements of the vector engine.</summary>
    public required double Vector { get; init; }

    /// <summary>Reads and writes of the scratchpad.</summary>
    public required double Scratchpad { get; init; }

    /// <summary>The accumulators.</summary>
    public required double Accumulator { get; init; }

    /// <summary>The weight buffer.</summary>
    public required double Weights { get; init; }

    /// <summary>Parameters and tables.</summary>
    public required double Parameters { get; init; }

    /// <summary>Each external memory.</summary>
    public required EquatableArray<double> External { get; init; }

    /// <summary>Leakage and clock of all cores that run the program.</summary>
    public required double Static { get; init; }

    /// <summary>All parts together.</summary>
    public double Total => Mac + Vector + Scratchpad + Accumulator + Weights + Parameters + External.Sum() + Static;

    /// <summary>The energy of what is done in some cycles.</summary>
    /// <param name="machine">The machine.</param>
    /// <param name="traffic">What is done.</param>
    /// <param name="cycles">Cycles, which cost static power.</param>
    /// <param name="cores">Cores that are on.</param>
    public static NpuEnergy Of(NpuMachine machine, NpuTraffic traffic, long cycles, int cores)
    {
        EnergyTable table = machine.Energy;
        return new NpuEnergy
        {
            Mac = traffic.Macs * table.MacPicojoules,
            Vector = traffic.VectorElements * table.VectorPicojoules,
            Scratchpad = (traffic.ScratchpadRead * table.ScratchpadReadPicojoulesPerByte) + (traffic.ScratchpadWritten * table.ScratchpadWritePicojoulesPerByte),
            Accumulator = traffic.Accumulator * table.AccumulatorPicojoulesPerByte,
            Weights = traffic.Weights * table.WeightPicojoulesPerByte,
            Parameters = traffic.Parameters * table.ParameterPicojoulesPerByte,
            External = machine.Memories.Select((m, i) => (traffic.ExternalRead[i] * m.ReadPicojoulesPerByte) + (traffic.ExternalWritten[i] * m.WritePicojoulesPerByte)).ToArray(),
            Static = table.StaticMilliwatts * 1e9 * cycles / machine.ClockHertz * cores,
        };
    }
}
