using System.Collections.Generic;

namespace ModelGen.Npu;

/// <summary>Multiplies rows of int8 with the weights in the array, into accumulators.</summary>
public sealed class MultiplyOperation : NpuOperation
{
    internal MultiplyOperation()
        : this(
            Address("src", "the address of the input"),
            Address("acc", "the address of the accumulators"),
            Count("rows", "rows of the product", 24),
            Count("depth", "input channels: those of PRELOAD"),
            Count("width", "output channels: those of PRELOAD"),
            new NpuField("accumulate", 1, "whether the sums are added to what is there", false, "no", "yes"))
    {
    }

    private MultiplyOperation(NpuField source, NpuField accumulator, NpuField rows, NpuField depth, NpuField width, NpuField accumulate)
        : base(0x21, "MM", NpuEngine.Matrix, "Multiplies rows of int8 with the weights in the array, into accumulators.", source, accumulator, rows, depth, width, accumulate)
    {
        Source = source;
        Accumulator = accumulator;
        Rows = rows;
        Depth = depth;
        Width = width;
        Accumulate = accumulate;
    }

    /// <summary>The address of the input.</summary>
    public NpuField Source { get; }

    /// <summary>The address of the accumulators.</summary>
    public NpuField Accumulator { get; }

    /// <summary>Rows of the product.</summary>
    public NpuField Rows { get; }

    /// <summary>Input channels: those of PRELOAD.</summary>
    public NpuField Depth { get; }

    /// <summary>Output channels: those of PRELOAD.</summary>
    public NpuField Width { get; }

    /// <summary>Whether the sums are added to what is there.</summary>
    public NpuField Accumulate { get; }

    internal override double Work(NpuInstruction instruction, NpuRegisters registers) =>
        (double)instruction[Rows] * instruction[Depth] * instruction[Width];

    internal override NpuCost Cost(NpuInstruction instruction, NpuRegisters registers, NpuMachine machine, List<NpuAccess> accesses, long ahead) =>
        NpuTiming.Multiply(machine, instruction[Rows], instruction[Depth], instruction[Width], instruction[Accumulate] != 0);

    internal override void Accesses(NpuInstruction instruction, NpuRegisters registers, NpuPoint at, List<NpuAccess> accesses)
    {
        MatrixRegisters r = NpuIsa.MatrixRegisters;
        accesses.Add(new("src", NpuSpace.Scratchpad, 0, false, instruction[Source], instruction[Rows], registers[r.InputColumn], 1, 0, instruction[Depth]));
        long acc = instruction[Accumulator];
        for (int pass = instruction[Accumulate] != 0 ? 0 : 1; pass < 2; pass++)
        {
            accesses.Add(new("acc", NpuSpace.Accumulator, 0, pass == 1, acc, 1, registers[r.AccumulatorRow], instruction[Rows], registers[r.AccumulatorColumn], instruction[Width] * 4));
        }
    }

    internal override string? Defect(NpuInstruction instruction, NpuRegisters registers, NpuMachine machine) =>
        instruction[Depth] > machine.Array.Depth || instruction[Width] > machine.Array.Width
            ? $"MM has a tile of {instruction[Depth]} by {instruction[Width]} weights, but the array has {machine.Array.Depth} by {machine.Array.Width}."
            : null;
}
