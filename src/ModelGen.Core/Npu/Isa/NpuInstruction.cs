using System;
using System.Collections.Generic;

namespace ModelGen.Npu;

/// <summary>
/// A word of 256 bits: the opcode in bits 0 to 7, the engine in 8 to 10, the semaphores waited for in 16 to 31, those signalled in 32 to 47,
/// operands from bit 48 on. A word need not be valid; <see cref="Operation"/> is null where the opcode is undefined.
/// </summary>
/// <param name="Word0">Bits 0 to 63.</param>
/// <param name="Word1">Bits 64 to 127.</param>
/// <param name="Word2">Bits 128 to 191.</param>
/// <param name="Word3">Bits 192 to 255.</param>
public readonly record struct NpuInstruction(ulong Word0, ulong Word1, ulong Word2, ulong Word3)
{
    internal const int OperandOffset = 48;

    /// <summary>The operation; null if the opcode is undefined.</summary>
    public NpuOperation? Operation => NpuIsa.Find((byte)Word0);

    /// <summary>The engine that executes it.</summary>
    public NpuEngine Engine => (NpuEngine)((Word0 >> 8) & 7);

    /// <summary>The semaphores that it waits for, a bit each: it begins when all are above 0, and takes 1 from each.</summary>
    public ushort Wait => (ushort)(Word0 >> 16);

    /// <summary>The semaphores to which it adds 1 when it ends.</summary>
    public ushort Signal => (ushort)(Word0 >> 32);

    /// <summary>The value of an operand.</summary>
    /// <param name="field">A field of the operation.</param>
    public long this[NpuField field]
    {
        get
        {
            ulong raw = Bits(field.Offset, field.Width);
            return field.IsSigned ? (long)(raw << (64 - field.Width)) >> (64 - field.Width) : (long)raw;
        }
    }

    /// <summary>An instruction of an operation with its own engine, all operands 0.</summary>
    /// <exception cref="ArgumentException">The operation has no engine of its own.</exception>
    public static NpuInstruction Of(NpuOperation operation, ushort wait = 0, ushort signal = 0) =>
        Of(operation, operation.Engine ?? throw new ArgumentException($"{operation.Mnemonic} needs an engine.", nameof(operation)), wait, signal);

    /// <summary>An instruction of an operation for an engine, all operands 0.</summary>
    public static NpuInstruction Of(NpuOperation operation, NpuEngine engine, ushort wait = 0, ushort signal = 0) =>
        new(operation.Opcode | ((ulong)engine << 8) | ((ulong)wait << 16) | ((ulong)signal << 32), 0, 0, 0);

    /// <summary>The same with another value of an operand.</summary>
    /// <param name="field">A field of the operation.</param>
    /// <param name="value">The value.</param>
    /// <exception cref="ArgumentOutOfRangeException">The value does not fit.</exception>
    public NpuInstruction With(NpuField field, long value)
    {
        if (!field.Allows(value))
        {
            throw new ArgumentOutOfRangeException(nameof(value), value, $"'{field.Name}' is {value}, but it is {field.Range}.");
        }

        int word = field.Offset >> 6, shift = field.Offset & 63;
        ulong mask = (1UL << field.Width) - 1, bits = (ulong)value & mask;
        NpuInstruction changed = WithWord(word, (At(word) & ~(mask << shift)) | (bits << shift));
        return shift + field.Width <= 64
            ? changed
            : changed.WithWord(word + 1, (At(word + 1) & ~(mask >> (64 - shift))) | (bits >> (64 - shift)));
    }

    /// <summary>The same with other semaphores.</summary>
    public NpuInstruction WithSemaphores(ushort wait, ushort signal) =>
        this with { Word0 = (Word0 & ~0xFFFFFFFF0000UL) | ((ulong)wait << 16) | ((ulong)signal << 32) };

    /// <summary>What keeps the word from being an instruction, each with its value and what is allowed; none for a well-formed one.</summary>
    internal IEnumerable<string> Defects()
    {
        NpuOperation? operation = Operation;
        if (operation is null)
        {
            yield return $"The opcode 0x{(byte)Word0:x2} is undefined.";
            yield break;
        }

        if (operation.Engine is { } own ? Engine != own : Engine is 0 or > NpuEngine.Vector)
        {
            yield return $"The engine of {operation.Mnemonic} is {(byte)Engine}, but it is {(operation.Engine is { } e ? ((byte)e).ToString(System.Globalization.CultureInfo.InvariantCulture) : "1 to 4")}.";
        }

        if (operation.Engine == NpuEngine.Front && (Wait | Signal) != 0)
        {
            yield return $"{operation.Mnemonic} belongs to the front end, which neither waits for semaphores nor signals them.";
        }

        int end = OperandOffset;
        foreach (NpuField field in operation.Fields)
        {
            end = field.Offset + field.Width;
            if (!field.Allows(this[field]))
            {
                yield return $"'{field.Name}' of {operation.Mnemonic} is {this[field]}, but it is {field.Range}.";
            }
        }

        bool clear = Bits(11, 5) == 0;
        for (int bit = end; bit < NpuIsa.WordBytes * 8; bit += 32)
        {
            clear &= Bits(bit, Math.Min(32, (NpuIsa.WordBytes * 8) - bit)) == 0;
        }

        if (!clear)
        {
            yield return $"{operation.Mnemonic} has bits set that no field has.";
        }
    }

    private ulong Bits(int offset, int width)
    {
        int word = offset >> 6, shift = offset & 63;
        ulong bits = At(word) >> shift;
        if (shift + width > 64)
        {
            bits |= At(word + 1) << (64 - shift);
        }

        return bits & ((1UL << width) - 1);
    }

    private NpuInstruction WithWord(int word, ulong value) => word switch
    {
        0 => this with { Word0 = value },
        1 => this with { Word1 = value },
        2 => this with { Word2 = value },
        _ => this with { Word3 = value },
    };

    private ulong At(int word) => word switch { 0 => Word0, 1 => Word1, 2 => Word2, _ => Word3 };
}
