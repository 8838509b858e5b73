using System.Collections.Generic;

namespace ModelGen.Npu;

/// <summary>Takes sums or maxima of bytes less their zero point, over all rows and columns or over channels, into accumulators.</summary>
public sealed class ReduceOperation : NpuOperation
{
    internal ReduceOperation()
        : this(
            new NpuField("op", 1, "what is computed", false, "sum", "max"),
            new NpuField("axis", 1, "what is reduced", false, "space", "channels"),
            Address("src", "the address of the input"),
            Address("out", "the address of the accumulators"),
            Count("rows", "rows of the input"),
            Count("cols", "columns of the input"),
            Count("channels", "channels of the input"))
    {
    }

    private ReduceOperation(NpuField function, NpuField axis, NpuField source, NpuField result, NpuField rows, NpuField columns, NpuField channels)
        : base(0x33, "RED", NpuEngine.Vector, "Takes sums or maxima of bytes less their zero point, over all rows and columns or over channels, into accumulators.", function, axis, source, result, rows, columns, channels)
    {
        Function = function;
        Axis = axis;
        Source = source;
        Result = result;
        Rows = rows;
        Columns = columns;
        Channels = channels;
    }

    /// <summary>What is computed.</summary>
    public NpuField Function { get; }

    /// <summary>What is reduced.</summary>
    public NpuField Axis { get; }

    /// <summary>The address of the input.</summary>
    public NpuField Source { get; }

    /// <summary>The address of the accumulators.</summary>
    public NpuField Result { get; }

    /// <summary>Rows of the input.</summary>
    public NpuField Rows { get; }

    /// <summary>Columns of the input.</summary>
    public NpuField Columns { get; }

    /// <summary>Channels of the input.</summary>
    public NpuField Channels { get; }

    internal override double Work(NpuInstruction instruction, NpuRegisters registers) =>
        (double)instruction[Rows] * instruction[Columns] * instruction[Channels];

    internal override NpuCost Cost(NpuInstruction instruction, NpuRegisters registers, NpuMachine machine, List<NpuAccess> accesses, long ahead) =>
        NpuTiming.Reduce(machine, instruction[Rows] * instruction[Columns], instruction[Channels], instruction[Axis] != 0);

    internal override void Accesses(NpuInstruction instruction, NpuRegisters registers, NpuPoint at, List<NpuAccess> accesses)
    {
        VectorRegisters r = NpuIsa.VectorRegisters;
        accesses.Add(new("src", NpuSpace.Scratchpad, 0, false, instruction[Source], instruction[Rows], registers[r.ARow], instruction[Columns], registers[r.AColumn], instruction[Channels]));
        long result = instruction[Result];
        accesses.Add(instruction[Axis] == 0
            ? new("out", NpuSpace.Accumulator, 0, true, result, 1, 0, 1, 0, instruction[Channels] * 4)
            : new("out", NpuSpace.Accumulator, 0, true, result, instruction[Rows], registers[r.OutRow], instruction[Columns], registers[r.OutColumn], 4));
    }
}
