using System.Collections.Generic;
using ModelGen.Numerics;

namespace ModelGen.Npu;

/// <summary>Takes the maximum or the average over windows of a tensor of bytes.</summary>
public sealed class PoolOperation : NpuOperation
{
    internal PoolOperation()
        : this(
            new NpuField("op", 1, "what is computed", false, "max", "average"),
            Address("src", "the address of the input"),
            Address("out", "the address of the result"),
            Count("rows", "rows of the result"),
            Count("cols", "columns of the result"),
            Count("channels", "channels"))
    {
    }

    private PoolOperation(NpuField function, NpuField source, NpuField result, NpuField rows, NpuField columns, NpuField channels)
        : base(0x32, "POOL", NpuEngine.Vector, "Takes the maximum or the average over windows of a tensor of bytes.", function, source, result, rows, columns, channels)
    {
        Function = function;
        Source = source;
        Result = result;
        Rows = rows;
        Columns = columns;
        Channels = channels;
    }

    /// <summary>What is computed.</summary>
    public NpuField Function { get; }

    /// <summary>The address of the input.</summary>
    public NpuField Source { get; }

    /// <summary>The address of the result.</summary>
    public NpuField Result { get; }

    /// <summary>Rows of the result.</summary>
    public NpuField Rows { get; }

    /// <summary>Columns of the result.</summary>
    public NpuField Columns { get; }

    /// <summary>Channels.</summary>
    public NpuField Channels { get; }

    internal override double Work(NpuInstruction instruction, NpuRegisters registers) =>
        (double)instruction[Rows] * instruction[Columns] * instruction[Channels]
        * registers[NpuIsa.VectorRegisters.KernelHeight] * registers[NpuIsa.VectorRegisters.KernelWidth];

    internal override NpuCost Cost(NpuInstruction instruction, NpuRegisters registers, NpuMachine machine, List<NpuAccess> accesses, long ahead) =>
        NpuTiming.Pool(
            machine, instruction[Rows] * instruction[Columns],
            registers[NpuIsa.VectorRegisters.KernelHeight] * registers[NpuIsa.VectorRegisters.KernelWidth], instruction[Channels]);

    internal override void Accesses(NpuInstruction instruction, NpuRegisters registers, NpuPoint at, List<NpuAccess> accesses)
    {
        VectorRegisters r = NpuIsa.VectorRegisters;
        accesses.Add(new(
            "src", NpuSpace.Scratchpad, 0, false, instruction[Source],
            registers[r.InputHeight], registers[r.ARow], registers[r.InputWidth], registers[r.AColumn], instruction[Channels]));
        accesses.Add(new("out", NpuSpace.Scratchpad, 0, true, instruction[Result], instruction[Rows], registers[r.OutRow], instruction[Columns], registers[r.OutColumn], instruction[Channels]));
    }

    internal override string? Defect(NpuInstruction instruction, NpuRegisters registers, NpuMachine machine)
    {
        VectorRegisters r = NpuIsa.VectorRegisters;
        if (registers[r.ClampLow] > registers[r.ClampHigh])
        {
            return $"'clamp_low' is {registers[r.ClampLow]}, which is above the {registers[r.ClampHigh]} of 'clamp_high'.";
        }

        bool rows = Inside(instruction[Rows], registers[r.StrideHeight], registers[r.PadTop], registers[r.KernelHeight], registers[r.InputHeight]);
        bool columns = Inside(instruction[Columns], registers[r.StrideWidth], registers[r.PadLeft], registers[r.KernelWidth], registers[r.InputWidth]);
        return !rows || !columns
            ? "A window of POOL lies outside of its input; lessen the padding, or the rows and columns of the result."
            : instruction[Function] == 0 || registers.Flag(r.Rounding) ? null
            : ScaleRules.Defect("a_scale", RoundingRule.Onnx, registers[r.AScale], 0)
                ?? ScaleRules.Defect("out_scale", RoundingRule.Onnx, registers[r.OutScale], 0);
    }

    private static bool Inside(long count, long stride, long pad, long kernel, long size) => pad < kernel && ((count - 1) * stride) - pad < size;
}
