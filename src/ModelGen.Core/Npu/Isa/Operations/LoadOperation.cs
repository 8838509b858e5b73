using System.Collections.Generic;

namespace ModelGen.Npu;

/// <summary>Copies rows of columns of bytes from external memory to a memory on chip, with fill around them, or decodes a compressed stream of them.</summary>
public sealed class LoadOperation : NpuOperation
{
    internal LoadOperation()
        : this(
            new NpuField("memory", 4, "the index of the external memory"),
            new NpuField("space", 3, "the memory on chip", false, "spm", "wbuf", "param", "lut"),
            ExternalAddress(),
            Address("local", "the address on chip, of the fill if there is any"),
            Count("rows", "rows"),
            Count("cols", "columns"),
            Count("bytes", "bytes of a column", 28),
            new NpuField("compressed", 28, "bytes of the compressed stream at ext that is decoded; 0 where the bytes lie there as they are") { IsOptional = true })
    {
    }

    private LoadOperation(NpuField memory, NpuField space, NpuField external, NpuField local, NpuField rows, NpuField columns, NpuField bytes, NpuField compressed)
        : base(0x10, "LD", NpuEngine.Load, "Copies rows of columns of bytes from external memory to a memory on chip, with fill around them, or decodes them.", memory, space, external, local, rows, columns, bytes, compressed)
    {
        Memory = memory;
        Space = space;
        External = external;
        Local = local;
        Rows = rows;
        Columns = columns;
        Bytes = bytes;
        Compressed = compressed;
    }

    /// <summary>The index of the external memory.</summary>
    public NpuField Memory { get; }

    /// <summary>The memory on chip.</summary>
    public NpuField Space { get; }

    /// <summary>The address in external memory.</summary>
    public NpuField External { get; }

    /// <summary>The address on chip, of the fill if there is any.</summary>
    public NpuField Local { get; }

    /// <summary>Rows.</summary>
    public NpuField Rows { get; }

    /// <summary>Columns.</summary>
    public NpuField Columns { get; }

    /// <summary>Bytes of a column.</summary>
    public NpuField Bytes { get; }

    /// <summary>Bytes of the compressed stream at <see cref="External"/> that is decoded, in the order of <see cref="NpuWeightStream"/>; 0 where the bytes lie there as they are.</summary>
    public NpuField Compressed { get; }

    internal override double Work(NpuInstruction instruction, NpuRegisters registers) =>
        (double)(instruction[Rows] + registers[NpuIsa.LoadRegisters.PadTop] + registers[NpuIsa.LoadRegisters.PadBottom])
        * (instruction[Columns] + registers[NpuIsa.LoadRegisters.PadLeft] + registers[NpuIsa.LoadRegisters.PadRight]) * instruction[Bytes];

    internal override NpuCost Cost(NpuInstruction instruction, NpuRegisters registers, NpuMachine machine, List<NpuAccess> accesses, long ahead) =>
        instruction[Compressed] > 0
            ? NpuTiming.LoadCompressed(machine, accesses[0].Memory, accesses[1].Space, accesses[0].BurstBytes(machine.Dma.BurstBytes), accesses[1].Total)
            : NpuTiming.Load(machine, accesses[0].Memory, accesses[1].Space, accesses[0].BurstBytes(machine.Dma.BurstBytes), accesses[1].Total);

    internal override string? Defect(NpuInstruction instruction, NpuRegisters registers, NpuMachine machine)
    {
        if (instruction[Compressed] == 0)
        {
            return null;
        }

        DmaRegisters r = NpuIsa.LoadRegisters;
        var space = (NpuSpace)instruction[Space];
        return machine.Dma.DecoderBytesPerCycle == 0 ? $"LD decodes a compressed stream, but machine '{machine.Name}' has no decoder."
            : space is not (NpuSpace.Scratchpad or NpuSpace.Weights) ? $"LD decodes a compressed stream into {AddressWalk.NameOf(space)}, but streams are decoded into the scratchpad and the weight buffer alone."
            : registers.Flag(r.PadTop) || registers.Flag(r.PadBottom) || registers.Flag(r.PadLeft) || registers.Flag(r.PadRight)
                ? "LD decodes a compressed stream with fill around it; set 'pad_top', 'pad_bottom', 'pad_left' and 'pad_right' to 0."
            : null;
    }

    internal override void Accesses(NpuInstruction instruction, NpuRegisters registers, NpuPoint at, List<NpuAccess> accesses)
    {
        DmaRegisters r = NpuIsa.LoadRegisters;
        long external = instruction[External] + (at.Core * registers[r.ExternalCore]);
        long rows = instruction[Rows], columns = instruction[Columns], bytes = instruction[Bytes];
        accesses.Add(instruction[Compressed] is > 0 and long compressed
            ? new("ext", NpuSpace.External, (int)instruction[Memory], false, external, 1, 0, 1, 0, compressed)
            : new("ext", NpuSpace.External, (int)instruction[Memory], false, external, rows, registers[r.ExternalRow], columns, registers[r.ExternalColumn], bytes));
        accesses.Add(new(
            "local", (NpuSpace)instruction[Space], 0, true, instruction[Local],
            rows + registers[r.PadTop] + registers[r.PadBottom], registers[r.LocalRow],
            columns + registers[r.PadLeft] + registers[r.PadRight], registers[r.LocalColumn], bytes));
    }
}
