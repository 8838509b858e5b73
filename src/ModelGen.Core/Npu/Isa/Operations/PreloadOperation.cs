using System.Collections.Generic;

namespace ModelGen.Npu;

/// <summary>Loads a tile of weights into the array.</summary>
public sealed class PreloadOperation : NpuOperation
{
    internal PreloadOperation()
        : this(
            Address("weights", "the address of the weights"),
            Count("depth", "input channels: at most those that the array takes at once"),
            Count("width", "output channels: at most those that the array makes at once"))
    {
    }

    private PreloadOperation(NpuField weights, NpuField depth, NpuField width)
        : base(0x20, "PRELOAD", NpuEngine.Matrix, "Loads a tile of weights into the array.", weights, depth, width)
    {
        Weights = weights;
        Depth = depth;
        Width = width;
    }

    /// <summary>The address of the weights.</summary>
    public NpuField Weights { get; }

    /// <summary>Input channels: at most those that the array takes at once.</summary>
    public NpuField Depth { get; }

    /// <summary>Output channels: at most those that the array makes at once.</summary>
    public NpuField Width { get; }

    internal override NpuCost Cost(NpuInstruction instruction, NpuRegisters registers, NpuMachine machine, List<NpuAccess> accesses, long ahead) =>
        NpuTiming.Preload(machine, instruction[Depth], instruction[Width], ahead);

    internal override void Accesses(NpuInstruction instruction, NpuRegisters registers, NpuPoint at, List<NpuAccess> accesses)
    {
        MatrixRegisters r = NpuIsa.MatrixRegisters;
        accesses.Add(new(
            "weights", NpuSpace.Weights, 0, false, instruction[Weights],
            instruction[Depth], registers[r.WeightRow], instruction[Width], registers[r.WeightColumn], 1));
    }

    internal override string? Defect(NpuInstruction instruction, NpuRegisters registers, NpuMachine machine) =>
        instruction[Depth] > machine.Array.Depth ? $"'depth' of PRELOAD is {instruction[Depth]}, but the array takes {machine.Array.Depth} input channels at once."
        : instruction[Width] > machine.Array.Width ? $"'width' of PRELOAD is {instruction[Width]}, but the array makes {machine.Array.Width} output channels at once."
        : null;
}
