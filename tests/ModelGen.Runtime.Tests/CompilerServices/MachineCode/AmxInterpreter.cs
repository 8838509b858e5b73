using System;
using System.Linq;
using System.Runtime.InteropServices;
using Iced.Intel;
using ModelGen.CompilerServices;

namespace ModelGen.Runtime.Tests.CompilerServices.MachineCode;

/// <summary>
/// Executes the machine code for AMX, instruction by instruction as Intel's manual defines them, on the memory of the process. What a
/// processor would refuse, and accesses outside of the operands, fail the test.
/// </summary>
internal sealed unsafe class AmxInterpreter
{
    private const int Tiles = 8, RowBytes = 64, MostRows = 16, StackBytes = 128;

    [ThreadStatic]
    private static AmxInterpreter? current;

    private readonly byte[] code = MemoryMarshal.AsBytes(AmxInt8Code.Code).ToArray();
    private readonly ulong[] registers = new ulong[16];
    private readonly byte[][] tiles = [.. Enumerable.Range(0, Tiles).Select(_ => new byte[MostRows * RowBytes])];
    private readonly byte[] stack = GC.AllocateArray<byte>(StackBytes, pinned: true);
    private int[]? rowBytes, rows;
    private nint argument;
    private int argumentLength;
    private bool isZero;

    /// <summary>The interpreter of the calling thread.</summary>
    public static AmxInterpreter Current => current ??= new AmxInterpreter();

    /// <summary>Whether a range of memory belongs to the operands of the test.</summary>
    [field: ThreadStatic]
    public static Func<nint, int, bool>? IsReadable { get; set; }

    /// <summary>Whether tile registers are configured.</summary>
    public bool IsConfigured => rows is not null;

    /// <summary>Calls a function under System V's convention.</summary>
    /// <param name="entry">Where it is in the code.</param>
    /// <param name="pointer">Its argument.</param>
    /// <param name="length">The bytes of what the argument points to.</param>
    public void Call(int entry, void* pointer, int length)
    {
        fixed (byte* top = &stack[^1])
        {
            registers[Register.RSP - Register.RAX] = (ulong)(top + 1);
        }

        registers[Register.RDI - Register.RAX] = (ulong)pointer;
        (argument, argumentLength) = ((nint)pointer, length);
        var reader = new ByteArrayCodeReader(code);
        var decoder = Decoder.Create(64, reader);
        decoder.IP = (ulong)entry;
        while (true)
        {
            reader.Position = (int)decoder.IP;
            Instruction instruction = decoder.Decode();
            if (instruction.Mnemonic == Mnemonic.Ret)
            {
                return;
            }

            Execute(instruction);
            if (instruction.Mnemonic == Mnemonic.Jne && !isZero)
            {
                decoder.IP = instruction.NearBranchTarget;
            }
        }
    }

    private void Execute(in Instruction instruction)
    {
        switch (instruction.Mnemonic)
        {
            case Mnemonic.Mov:
                Write(instruction, instruction.Op1Kind == OpKind.Immediate32 ? instruction.Immediate32 : Read(instruction, 1));
                break;
            case Mnemonic.Add:
                Write(instruction, unchecked(Read(instruction, 0) + Read(instruction, 1)));
                break;
            case Mnemonic.Dec:
                ulong value = unchecked(Read(instruction, 0) - 1);
                Write(instruction, value);
                isZero = value == 0;
                break;
            case Mnemonic.Jne:
                break;
            case Mnemonic.Ldtilecfg:
                Configure((byte*)Address(instruction, RowBytes));
                break;
            case Mnemonic.Tilerelease:
                (rowBytes, rows) = (null, null);
                break;
            case Mnemonic.Tilezero:
                tiles[Tile(instruction.Op0Register)].AsSpan().Clear();
                break;
            case Mnemonic.Tileloadd:
                Load(instruction);
                break;
            case Mnemonic.Tilestored:
                Store(instruction);
                break;
            case Mnemonic.Tdpbusd:
                Multiply(Tile(instruction.Op0Register), Tile(instruction.Op1Register), Tile(instruction.Op2Register));
                break;
            default:
                throw new NotSupportedException($"The interpreter does not know {instruction}.");
        }
    }

    private ulong Read(in Instruction instruction, int operand) => instruction.GetOpKind(operand) == OpKind.Register
        ? registers[instruction.GetOpRegister(operand) - Register.RAX]
        : *(ulong*)Address(instruction, sizeof(ulong));

    private void Write(in Instruction instruction, ulong value)
    {
        if (instruction.Op0Kind == OpKind.Register)
        {
            // A write of 32 bits clears the others.
            registers[instruction.Op0Register.GetFullRegister() - Register.RAX] = value;
        }
        else
        {
            *(ulong*)Address(instruction, sizeof(ulong)) = value;
        }
    }

    private nint Address(in Instruction instruction, int length)
    {
        Assert.Equal(Register.None, instruction.MemoryIndex);
        nint address = unchecked((nint)(registers[instruction.MemoryBase - Register.RAX] + instruction.MemoryDisplacement64));
        return Accessible(address, length);
    }

    private nint Accessible(nint address, int length)
    {
        fixed (byte* bottom = stack, staged = StagingMemory.Rented)
        {
            Assert.True(
                IsWithin((nint)bottom, StackBytes) || IsWithin((nint)staged, StagingMemory.Rented.Length) || IsWithin(argument, argumentLength)
                || IsReadable is null || IsReadable(address, length),
                "The code accesses memory outside of its operands.");
        }

        return address;

        bool IsWithin(nint start, int size) => address >= start && address + length <= start + size;
    }

    private void Configure(byte* configuration)
    {
        Assert.Equal(1, configuration[0]);
        Assert.All(Enumerable.Range(1, 15), i => Assert.Equal(0, configuration[i]));
        rowBytes = [.. Enumerable.Range(0, Tiles).Select(i => (int)((ushort*)(configuration + 16))[i])];
        rows = [.. Enumerable.Range(0, Tiles).Select(i => (int)configuration[48 + i])];
        Assert.All(rowBytes, b => Assert.InRange(b, 1, RowBytes));
        Assert.All(rows, r => Assert.InRange(r, 1, MostRows));
        Assert.All(Enumerable.Range(Tiles, 16 - Tiles), i => Assert.Equal(0, configuration[16 + (2 * i)] | configuration[17 + (2 * i)] | configuration[48 + i]));
        foreach (byte[] tile in tiles)
        {
            tile.AsSpan().Clear();
        }
    }

    private void Load(in Instruction instruction)
    {
        int tile = Tile(instruction.Op0Register);
        tiles[tile].AsSpan().Clear();
        for (int row = 0; row < rows![tile]; row++)
        {
            new ReadOnlySpan<byte>((void*)Row(instruction, row, rowBytes![tile]), rowBytes[tile]).CopyTo(tiles[tile].AsSpan(row * RowBytes));
        }
    }

    private void Store(in Instruction instruction)
    {
        int tile = Tile(instruction.Op1Register);
        for (int row = 0; row < rows![tile]; row++)
        {
            tiles[tile].AsSpan(row * RowBytes, rowBytes![tile]).CopyTo(new Span<byte>((void*)Row(instruction, row, rowBytes[tile]), rowBytes[tile]));
        }
    }

    /// <summary>A row of a tile in memory: the index register is the distance of rows.</summary>
    private nint Row(in Instruction instruction, int row, int length)
    {
        Assert.Equal(1, instruction.MemoryIndexScale);
        ulong start = registers[instruction.MemoryBase - Register.RAX] + instruction.MemoryDisplacement64;
        return Accessible(unchecked((nint)(start + ((ulong)row * registers[instruction.MemoryIndex - Register.RAX]))), length);
    }

    private void Multiply(int sums, int activations, int weights)
    {
        int depth = rowBytes![activations] / 4, channels = rowBytes[sums] / 4;
        Assert.Equal(rows![sums], rows[activations]);
        Assert.Equal(depth, rows[weights]);
        Assert.Equal(rowBytes[sums], rowBytes[weights]);
        Assert.Equal(3, new[] { sums, activations, weights }.Distinct().Count());
        Span<int> result = MemoryMarshal.Cast<byte, int>(tiles[sums].AsSpan());
        for (int row = 0; row < rows[sums]; row++)
        {
            for (int quad = 0; quad < depth; quad++)
            {
                for (int channel = 0; channel < channels; channel++)
                {
                    for (int i = 0; i < 4; i++)
                    {
                        int product = tiles[activations][(row * RowBytes) + (4 * quad) + i] * (sbyte)tiles[weights][(quad * RowBytes) + (4 * channel) + i];
                        result[(row * MostRows) + channel] = unchecked(result[(row * MostRows) + channel] + product);
                    }
                }
            }
        }
    }

    private int Tile(Register register)
    {
        Assert.True(IsConfigured, "Tile registers are used that are not configured.");
        return register - Register.TMM0;
    }
}
