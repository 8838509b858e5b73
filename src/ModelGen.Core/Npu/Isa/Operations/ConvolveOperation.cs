using System.Collections.Generic;

namespace ModelGen.Npu;

/// <summary>Convolves a tile of the scratchpad with weights, into accumulators.</summary>
public sealed class ConvolveOperation : NpuOperation
{
    internal ConvolveOperation()
        : this(
            Address("src", "the address of the input"),
            Address("weights", "the address of the weights"),
            Address("acc", "the address of the accumulators"),
            Count("rows", "output rows"),
            Count("cols", "output columns"),
            Count("in_channels", "input channels"),
            Count("out_channels", "output channels"),
            new NpuField("accumulate", 1, "whether the sums are added to what is there", false, "no", "yes"))
    {
    }

    private ConvolveOperation(NpuField source, NpuField weights, NpuField accumulator, NpuField rows, NpuField columns, NpuField inChannels, NpuField outChannels, NpuField accumulate)
        : base(0x22, "CONV", NpuEngine.Matrix, "Convolves a tile of the scratchpad with weights, into accumulators.", source, weights, accumulator, rows, columns, inChannels, outChannels, accumulate)
    {
        Source = source;
        Weights = weights;
        Accumulator = accumulator;
        Rows = rows;
        Columns = columns;
        InChannels = inChannels;
        OutChannels = outChannels;
        Accumulate = accumulate;
    }

    /// <summary>The address of the input.</summary>
    public NpuField Source { get; }

    /// <summary>The address of the weights.</summary>
    public NpuField Weights { get; }

    /// <summary>The address of the accumulators.</summary>
    public NpuField Accumulator { get; }

    /// <summary>Output rows.</summary>
    public NpuField Rows { get; }

    /// <summary>Output columns.</summary>
    public NpuField Columns { get; }

    /// <summary>Input channels.</summary>
    public NpuField InChannels { get; }

    /// <summary>Output channels.</summary>
    public NpuField OutChannels { get; }

    /// <summary>Whether the sums are added to what is there.</summary>
    public NpuField Accumulate { get; }

    internal override double Work(NpuInstruction instruction, NpuRegisters registers) =>
        (double)instruction[Rows] * instruction[Columns] * instruction[InChannels] * instruction[OutChannels]
        * registers[NpuIsa.MatrixRegisters.KernelHeight] * registers[NpuIsa.MatrixRegisters.KernelWidth];

    internal override NpuCost Cost(NpuInstruction instruction, NpuRegisters registers, NpuMachine machine, List<NpuAccess> accesses, long ahead) =>
        NpuTiming.Convolve(
            machine, instruction[Rows] * instruction[Columns], registers[NpuIsa.MatrixRegisters.KernelHeight] * registers[NpuIsa.MatrixRegisters.KernelWidth],
            instruction[InChannels], instruction[OutChannels], instruction[Accumulate] != 0);

    internal override void Accesses(NpuInstruction instruction, NpuRegisters registers, NpuPoint at, List<NpuAccess> accesses)
    {
        MatrixRegisters r = NpuIsa.MatrixRegisters;
        accesses.Add(new(
            "src", NpuSpace.Scratchpad, 0, false, instruction[Source],
            registers[r.InputHeight], registers[r.InputRow], registers[r.InputWidth], registers[r.InputColumn], instruction[InChannels]));
        accesses.Add(new(
            "weights", NpuSpace.Weights, 0, false, instruction[Weights],
            registers[r.KernelHeight] * registers[r.KernelWidth] * instruction[InChannels], registers[r.WeightRow], instruction[OutChannels], registers[r.WeightColumn], 1));
        long acc = instruction[Accumulator];
        for (int pass = instruction[Accumulate] != 0 ? 0 : 1; pass < 2; pass++)
        {
            accesses.Add(new("acc", NpuSpace.Accumulator, 0, pass == 1, acc, instruction[Rows], registers[r.AccumulatorRow], instruction[Columns], registers[r.AccumulatorColumn], instruction[OutChannels] * 4));
        }
    }
}
