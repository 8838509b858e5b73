using System.Collections.Generic;

namespace ModelGen.Npu;

/// <summary>Convolves each channel of a tile of the scratchpad with weights of its own, into accumulators.</summary>
public sealed class DepthwiseOperation : NpuOperation
{
    internal DepthwiseOperation()
        : this(
            Address("src", "the address of the input"),
            Address("weights", "the address of the weights"),
            Address("acc", "the address of the accumulators"),
            Count("rows", "output rows"),
            Count("cols", "output columns"),
            Count("channels", "input channels"),
            Count("multiplier", "output channels of an input channel", 8),
            new NpuField("accumulate", 1, "whether the sums are added to what is there", false, "no", "yes"))
    {
    }

    private DepthwiseOperation(NpuField source, NpuField weights, NpuField accumulator, NpuField rows, NpuField columns, NpuField channels, NpuField multiplier, NpuField accumulate)
        : base(0x23, "DWCONV", NpuEngine.Matrix, "Convolves each channel of a tile of the scratchpad with weights of its own, into accumulators.", source, weights, accumulator, rows, columns, channels, multiplier, accumulate)
    {
        Source = source;
        Weights = weights;
        Accumulator = accumulator;
        Rows = rows;
        Columns = columns;
        Channels = channels;
        Multiplier = multiplier;
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
    public NpuField Channels { get; }

    /// <summary>Output channels of an input channel.</summary>
    public NpuField Multiplier { get; }

    /// <summary>Whether the sums are added to what is there.</summary>
    public NpuField Accumulate { get; }

    internal override double Work(NpuInstruction instruction, NpuRegisters registers) =>
        (double)instruction[Rows] * instruction[Columns] * instruction[Channels] * instruction[Multiplier]
        * registers[NpuIsa.MatrixRegisters.KernelHeight] * registers[NpuIsa.MatrixRegisters.KernelWidth];

    internal override NpuCost Cost(NpuInstruction instruction, NpuRegisters registers, NpuMachine machine, List<NpuAccess> accesses, long ahead) =>
        NpuTiming.Depthwise(
            machine, instruction[Rows] * instruction[Columns], registers[NpuIsa.MatrixRegisters.KernelHeight] * registers[NpuIsa.MatrixRegisters.KernelWidth],
            instruction[Channels], instruction[Multiplier], instruction[Accumulate] != 0);

    internal override void Accesses(NpuInstruction instruction, NpuRegisters registers, NpuPoint at, List<NpuAccess> accesses)
    {
        MatrixRegisters r = NpuIsa.MatrixRegisters;
        accesses.Add(new(
            "src", NpuSpace.Scratchpad, 0, false, instruction[Source],
            registers[r.InputHeight], registers[r.InputRow], registers[r.InputWidth], registers[r.InputColumn], instruction[Channels]));
        accesses.Add(new(
            "weights", NpuSpace.Weights, 0, false, instruction[Weights],
            registers[r.KernelHeight] * registers[r.KernelWidth], registers[r.WeightRow], instruction[Channels] * instruction[Multiplier], registers[r.WeightColumn], 1));
        long acc = instruction[Accumulator];
        for (int pass = instruction[Accumulate] != 0 ? 0 : 1; pass < 2; pass++)
        {
            accesses.Add(new("acc", NpuSpace.Accumulator, 0, pass == 1, acc, instruction[Rows], registers[r.AccumulatorRow], instruction[Columns], registers[r.AccumulatorColumn], instruction[Channels] * instruction[Multiplier] * 4));
        }
    }
}
