using System.Collections.Generic;

namespace ModelGen.Npu;

/// <summary>Copies rows of columns of bytes from external memory to a memory on chip, with fill around them.</summary>
public sealed class LoadOperation : NpuOperation
{
    internal LoadOperation()
        : this(
            new NpuField("memory", 4, "the index of the external memory"),
            new NpuField("space", 3, "the memory on chip", false, "spm", "wbuf", "param", "lut"),
            new NpuField("ext", 48, "the address in external memory"),
            Address("local", "the address on chip, of the fill if there is any"),
            Count("rows", "rows"),
            Count("cols", "columns"),
            Count("bytes", "bytes of a column", 28))
    {
    }

    private LoadOperation(NpuField memory, NpuField space, NpuField external, NpuField local, NpuField rows, NpuField columns, NpuField bytes)
        : base(0x10, "LD", NpuEngine.Load, "Copies rows of columns of bytes from external memory to a memory on chip, with fill around them.", memory, space, external, local, rows, columns, bytes)
    {
        Memory = memory;
        Space = space;
        External = external;
        Local = local;
        Rows = rows;
        Columns = columns;
        Bytes = bytes;
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

    internal override double Work(NpuInstruction instruction, NpuRegisters registers) =>
        (double)(instruction[Rows] + registers[NpuIsa.LoadRegisters.PadTop] + registers[NpuIsa.LoadRegisters.PadBottom])
        * (instruction[Columns] + registers[NpuIsa.LoadRegisters.PadLeft] + registers[NpuIsa.LoadRegisters.PadRight]) * instruction[Bytes];

    internal override NpuCost Cost(NpuInstruction instruction, NpuRegisters registers, NpuMachine machine, List<NpuAccess> accesses, long ahead) =>
        NpuTiming.Load(machine, accesses[0].Memory, accesses[1].Space, accesses[0].BurstBytes(machine.Dma.BurstBytes), accesses[1].Total);

    internal override void Accesses(NpuInstruction instruction, NpuRegisters registers, NpuPoint at, List<NpuAccess> accesses)
    {
        DmaRegisters r = NpuIsa.LoadRegisters;
        long external = instruction[External] + (at.Outer * registers[r.ExternalOuter]) + (at.Inner * registers[r.ExternalInner]) + (at.Core * registers[r.ExternalCore]);
        long local = instruction[Local] + (at.Outer * registers[r.LocalOuter]) + (at.Inner * registers[r.LocalInner]);
        long rows = instruction[Rows], columns = instruction[Columns], bytes = instruction[Bytes];
        accesses.Add(new("ext", NpuSpace.External, (int)instruction[Memory], false, external, rows, registers[r.ExternalRow], columns, registers[r.ExternalColumn], bytes));
        accesses.Add(new(
            "local", (NpuSpace)instruction[Space], 0, true, local,
            rows + registers[r.PadTop] + registers[r.PadBottom], registers[r.LocalRow],
            columns + registers[r.PadLeft] + registers[r.PadRight], registers[r.LocalColumn], bytes));
    }
}
