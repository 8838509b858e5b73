using System;
using System.Collections.Generic;
using System.Linq;

namespace ModelGen.Npu;

/// <summary>An entry of the instruction table: what an instruction is called, who executes it, its fields and its meaning.</summary>
public abstract class NpuOperation
{
    private protected NpuOperation(byte opcode, string mnemonic, NpuEngine? engine, string meaning, params NpuField[] fields)
    {
        Opcode = opcode;
        Mnemonic = mnemonic;
        Engine = engine;
        Meaning = meaning;
        Fields = fields;
        Addresses = [.. fields.Where(f => f.IsAddress)];
        int offset = NpuInstruction.OperandOffset;
        foreach (NpuField field in fields)
        {
            field.Offset = offset;
            offset += field.Width;
        }

        if (offset > NpuIsa.WordBytes * 8)
        {
            throw new InvalidOperationException($"The fields of {mnemonic} need {offset} bits.");
        }
    }

    /// <summary>The number of the operation.</summary>
    public byte Opcode { get; }

    /// <summary>The name in assembly text.</summary>
    public string Mnemonic { get; }

    /// <summary>The engine that executes it; null where the instruction names one.</summary>
    public NpuEngine? Engine { get; }

    /// <summary>One line.</summary>
    public string Meaning { get; }

    /// <summary>The operands, in the order of their bits.</summary>
    public IReadOnlyList<NpuField> Fields { get; }

    /// <summary>The operands that are addresses, in the order in which STEP counts them.</summary>
    public IReadOnlyList<NpuField> Addresses { get; }

    /// <summary>The bytes that an instruction reads and writes on the first core.</summary>
    /// <param name="instruction">An instruction of this operation.</param>
    /// <param name="registers">The registers of its engine.</param>
    public EquatableArray<NpuRange> Ranges(NpuInstruction instruction, NpuRegisters registers)
    {
        var accesses = new List<NpuAccess>();
        Accesses(instruction, registers, new NpuPoint(0), accesses);
        var ranges = new NpuRange[accesses.Count];
        for (int i = 0; i < ranges.Length; i++)
        {
            ranges[i] = new NpuRange(accesses[i].Space, accesses[i].Memory, accesses[i].Low, accesses[i].High, accesses[i].Writes);
        }

        return ranges;
    }

    /// <summary>Adds what the instruction reads and writes.</summary>
    /// <param name="instruction">An instruction of this operation.</param>
    /// <param name="registers">The registers of its engine.</param>
    /// <param name="at">The core.</param>
    /// <param name="accesses">Where to add.</param>
    internal virtual void Accesses(NpuInstruction instruction, NpuRegisters registers, NpuPoint at, List<NpuAccess> accesses)
    {
    }

    /// <summary>Products of the matrix engine, elements of the vector engine, bytes of a transfer. A double, for malformed operands can be huge.</summary>
    internal virtual double Work(NpuInstruction instruction, NpuRegisters registers) => 0;

    /// <summary>What the instruction costs by itself.</summary>
    /// <param name="instruction">A valid instruction of this operation.</param>
    /// <param name="registers">The registers of its engine.</param>
    /// <param name="machine">The machine.</param>
    /// <param name="accesses">What it reads and writes.</param>
    /// <param name="ahead">Cycles by which a PRELOAD could run ahead.</param>
    internal virtual NpuCost Cost(NpuInstruction instruction, NpuRegisters registers, NpuMachine machine, List<NpuAccess> accesses, long ahead) => new() { Work = 1 };

    /// <summary>What is wrong with the operands and registers, beside ranges and addresses; null if nothing is.</summary>
    internal virtual string? Defect(NpuInstruction instruction, NpuRegisters registers, NpuMachine machine) => null;

    private protected static NpuField Address(string name, string meaning) => new(name, 32, meaning) { IsAddress = true };

    private protected static NpuField ExternalAddress() => new("ext", 48, "the address in external memory") { IsAddress = true };

    private protected static NpuField Count(string name, string meaning, int width = 16) => new(name, width, meaning);
}
