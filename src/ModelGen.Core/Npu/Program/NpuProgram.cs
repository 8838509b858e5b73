namespace ModelGen.Npu;

/// <summary>A program for one machine, with the memory images and names that belong to it.</summary>
public sealed record NpuProgram
{
    /// <summary>The <see cref="NpuMachine.Hash"/> of the machine that it was made for.</summary>
    public required ulong MachineHash { get; init; }

    /// <summary>The cores that run it side by side, at least 1.</summary>
    public int Cores { get; init; } = 1;

    /// <summary>The instructions; HALT is the last one.</summary>
    public required EquatableArray<NpuInstruction> Code { get; init; }

    /// <summary>What external memory holds when the program begins.</summary>
    public EquatableArray<NpuConstant> Constants { get; init; }

    /// <summary>The ranges of external memory that the program uses beside constants.</summary>
    public EquatableArray<NpuRegion> Regions { get; init; }

    /// <summary>The layers that MARK names by their index.</summary>
    public EquatableArray<NpuLayer> Layers { get; init; }

    /// <summary>The names of the first semaphores; one without a name is called by its number.</summary>
    public EquatableArray<string> Semaphores { get; init; }

    /// <summary>The text form, which <see cref="NpuAssembler.Assemble"/> reads.</summary>
    public string Disassemble() => NpuDisassembler.Write(this);

    /// <summary>The text form of one instruction.</summary>
    /// <param name="index">The index of the instruction.</param>
    public string Disassemble(int index) => NpuDisassembler.Write(Code[index], this);

    /// <summary>The binary form, which <see cref="Read"/> reads.</summary>
    public byte[] Write() => ProgramWriter.Write(this);

    /// <summary>Reads a program from its binary form. It need not be valid on a machine; <see cref="NpuVerifier"/> says whether it is.</summary>
    /// <param name="image">All bytes of the program.</param>
    /// <exception cref="NpuProgramException">The bytes are malformed or damaged; the message has the place.</exception>
    public static NpuProgram Read(byte[] image) => new ProgramReader(image).Read();

    /// <summary>A semaphore in text: its name, or <c>s</c> and its number where it has none.</summary>
    /// <param name="index">The number of the semaphore.</param>
    public string NameOfSemaphore(int index) =>
        index < Semaphores.Count && Semaphores[index].Length > 0 ? Semaphores[index] : "s" + MemberText.Number(index);
}

/// <summary>Bytes of external memory that are given with the program.</summary>
/// <param name="Memory">The index of the memory.</param>
/// <param name="Address">Where the bytes begin.</param>
/// <param name="Bytes">The bytes.</param>
public sealed record NpuConstant(int Memory, long Address, EquatableArray<byte> Bytes);

/// <summary>What a region of external memory is for.</summary>
public enum NpuRegionKind : byte
{
    /// <summary>Written before the program runs.</summary>
    Input,

    /// <summary>Read after the program has run.</summary>
    Output,

    /// <summary>Used by the program alone.</summary>
    Scratch,
}

/// <summary>A range of external memory.</summary>
/// <param name="Kind">What it is for.</param>
/// <param name="Name">Its name.</param>
/// <param name="Memory">The index of the memory.</param>
/// <param name="Address">Where it begins.</param>
/// <param name="Bytes">Its size.</param>
public sealed record NpuRegion(NpuRegionKind Kind, string Name, int Memory, long Address, long Bytes);

/// <summary>A layer and where it was written.</summary>
/// <param name="Name">The layer.</param>
/// <param name="File">The source file; empty if unknown.</param>
/// <param name="Line">The line, from 1 on; 0 if unknown.</param>
/// <param name="Column">The column, from 1 on; 0 if unknown.</param>
public sealed record NpuLayer(string Name, string File, int Line, int Column);
