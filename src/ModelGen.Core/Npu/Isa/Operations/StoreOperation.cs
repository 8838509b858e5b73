using System.Collections.Generic;

namespace ModelGen.Npu;

/// <summary>Copies rows of columns of bytes from the scratchpad to external memory.</summary>
public sealed class StoreOperation : NpuOperation
{
    internal StoreOperation()
        : this(
            new NpuField("memory", 4, "the index of the external memory"),
            ExternalAddress(),
            Address("local", "the address on chip, of the fill if there is any"),
            Count("rows", "rows"),
            Count("cols", "columns"),
            Count("bytes", "bytes of a column", 28))
    {
    }

    private StoreOperation(NpuField memory, NpuField external, NpuField local, NpuField rows, NpuField columns, NpuField bytes)
        : base(0x11, "ST", NpuEngine.Store, "Copies rows of columns of bytes from the scratchpad to external memory.", memory, external, local, rows, columns, bytes)
    {
        Memory = memory;
        External = external;
        Local = local;
        Rows = rows;
        Columns = columns;
        Bytes = bytes;
    }

    /// <summary>The index of the external memory.</summary>
    public NpuField Memory { get; }

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
        (double)instruction[Rows] * instruction[Columns] * instruction[Bytes];

    internal override NpuCost Cost(NpuInstruction instruction, NpuRegisters registers, NpuMachine machine, List<NpuAccess> accesses, long ahead) =>
        NpuTiming.Store(machine, accesses[1].Memory, accesses[1].BurstBytes(machine.Dma.BurstBytes), accesses[0].Total);

    internal override void Accesses(NpuInstruction instruction, NpuRegisters registers, NpuPoint at, List<NpuAccess> accesses)
    {
        DmaRegisters r = NpuIsa.StoreRegisters;
        long external = instruction[External] + (at.Core * registers[r.ExternalCore]);
        long local = instruction[Local];
        long rows = instruction[Rows], columns = instruction[Columns], bytes = instruction[Bytes];
        accesses.Add(new("local", NpuSpace.Scratchpad, 0, false, local, rows, registers[r.LocalRow], columns, registers[r.LocalColumn], bytes));
        accesses.Add(new("ext", NpuSpace.External, (int)instruction[Memory], true, external, rows, registers[r.ExternalRow], columns, registers[r.ExternalColumn], bytes));
    }
}
