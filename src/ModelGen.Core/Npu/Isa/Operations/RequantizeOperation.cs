using System.Collections.Generic;

namespace ModelGen.Npu;

/// <summary>Makes bytes of accumulators: adds a bias, scales, rounds, adds the zero point, clamps, and looks up.</summary>
public sealed class RequantizeOperation : NpuOperation
{
    internal RequantizeOperation()
        : this(
            Address("src", "the address of the accumulators"),
            Address("param", "the address of bias, scale and shift of each channel, 12 bytes"),
            Address("out", "the address of the result"),
            Count("rows", "rows of the result"),
            Count("cols", "columns of the result"),
            Count("channels", "channels"))
    {
    }

    private RequantizeOperation(NpuField source, NpuField parameters, NpuField result, NpuField rows, NpuField columns, NpuField channels)
        : base(0x30, "REQ", NpuEngine.Vector, "Makes bytes of accumulators: adds a bias, scales, rounds, adds the zero point, clamps, and looks up.", source, parameters, result, rows, columns, channels)
    {
        Source = source;
        Parameters = parameters;
        Result = result;
        Rows = rows;
        Columns = columns;
        Channels = channels;
    }

    /// <summary>The address of the accumulators.</summary>
    public NpuField Source { get; }

    /// <summary>The address of bias, scale and shift of each channel, 12 bytes.</summary>
    public NpuField Parameters { get; }

    /// <summary>The address of the result.</summary>
    public NpuField Result { get; }

    /// <summary>Rows of the result.</summary>
    public NpuField Rows { get; }

    /// <summary>Columns of the result.</summary>
    public NpuField Columns { get; }

    /// <summary>Channels.</summary>
    public NpuField Channels { get; }

    internal override double Work(NpuInstruction instruction, NpuRegisters registers) =>
        (double)instruction[Rows] * instruction[Columns] * instruction[Channels];

    internal override NpuCost Cost(NpuInstruction instruction, NpuRegisters registers, NpuMachine machine, List<NpuAccess> accesses, long ahead) =>
        NpuTiming.Requantize(machine, instruction[Rows] * instruction[Columns], instruction[Channels], registers.Flag(NpuIsa.VectorRegisters.Table));

    internal override void Accesses(NpuInstruction instruction, NpuRegisters registers, NpuPoint at, List<NpuAccess> accesses)
    {
        VectorRegisters r = NpuIsa.VectorRegisters;
        accesses.Add(new("src", NpuSpace.Accumulator, 0, false, instruction[Source], instruction[Rows], registers[r.ARow], instruction[Columns], registers[r.AColumn], instruction[Channels] * 4));
        accesses.Add(new("param", NpuSpace.Parameters, 0, false, instruction[Parameters], 1, 0, 1, 0, instruction[Channels] * NpuIsa.ParameterBytes));
        if (registers.Flag(r.Table))
        {
            accesses.Add(new("table", NpuSpace.Tables, 0, false, (registers[r.Table] - 1) * NpuIsa.TableBytes, 1, 0, 1, 0, NpuIsa.TableBytes));
        }

        accesses.Add(new("out", NpuSpace.Scratchpad, 0, true, instruction[Result], instruction[Rows], registers[r.OutRow], instruction[Columns], registers[r.OutColumn], instruction[Channels]));
    }

    internal override string? Defect(NpuInstruction instruction, NpuRegisters registers, NpuMachine machine) =>
        registers[NpuIsa.VectorRegisters.ClampLow] > registers[NpuIsa.VectorRegisters.ClampHigh]
            ? $"'clamp_low' is {registers[NpuIsa.VectorRegisters.ClampLow]}, which is above the {registers[NpuIsa.VectorRegisters.ClampHigh]} of 'clamp_high'."
            : null;
}
