using System.Collections.Generic;

namespace ModelGen.Npu;

/// <summary>Copies rows of columns of bytes from the scratchpad to a memory on chip.</summary>
public sealed class MoveOperation : NpuOperation
{
    internal MoveOperation()
        : this(
            new NpuField("space", 3, "the memory", false, "spm", "wbuf"),
            Address("src", "the address of the bytes"),
            Address("out", "the address of their copy"),
            Count("rows", "rows"),
            Count("cols", "columns"),
            Count("bytes", "bytes of a column", 28))
    {
    }

    private MoveOperation(NpuField space, NpuField source, NpuField result, NpuField rows, NpuField columns, NpuField bytes)
        : base(0x34, "MVX", NpuEngine.Vector, "Copies rows of columns of bytes from the scratchpad to a memory on chip.", space, source, result, rows, columns, bytes)
    {
        Space = space;
        Source = source;
        Result = result;
        Rows = rows;
        Columns = columns;
        Bytes = bytes;
    }

    /// <summary>The memory.</summary>
    public NpuField Space { get; }

    /// <summary>The address of the bytes.</summary>
    public NpuField Source { get; }

    /// <summary>The address of their copy.</summary>
    public NpuField Result { get; }

    /// <summary>Rows.</summary>
    public NpuField Rows { get; }

    /// <summary>Columns.</summary>
    public NpuField Columns { get; }

    /// <summary>Bytes of a column.</summary>
    public NpuField Bytes { get; }

    internal override double Work(NpuInstruction instruction, NpuRegisters registers) =>
        (double)instruction[Rows] * instruction[Columns] * instruction[Bytes];

    internal override NpuCost Cost(NpuInstruction instruction, NpuRegisters registers, NpuMachine machine, List<NpuAccess> accesses, long ahead) =>
        NpuTiming.Move(machine, instruction[Rows] * instruction[Columns], instruction[Bytes], accesses[1].Space == NpuSpace.Weights);

    internal override void Accesses(NpuInstruction instruction, NpuRegisters registers, NpuPoint at, List<NpuAccess> accesses)
    {
        VectorRegisters r = NpuIsa.VectorRegisters;
        accesses.Add(new("src", NpuSpace.Scratchpad, 0, false, instruction[Source], instruction[Rows], registers[r.ARow], instruction[Columns], registers[r.AColumn], instruction[Bytes]));
        accesses.Add(new("out", (NpuSpace)instruction[Space], 0, true, instruction[Result], instruction[Rows], registers[r.OutRow], instruction[Columns], registers[r.OutColumn], instruction[Bytes]));
    }
}
