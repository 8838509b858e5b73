using System;
using System.Linq;
using System.Text;

namespace ModelGen.Npu;

/// <summary>Reads the binary form of programs. Every length is checked before anything is allocated.</summary>
internal sealed class ProgramReader(byte[] image)
{
    private const int MostCores = 64, MostMemory = 15;
    private const long MostAddress = 1L << 48;

    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    private int position;
    private int end = image.Length;

    public NpuProgram Read()
    {
        if (image.Length < ProgramFormat.HeaderBytes)
        {
            throw new NpuProgramException(FormattableString.Invariant($"Byte {image.Length}: The program ends within its header of {ProgramFormat.HeaderBytes} bytes."));
        }

        if (!image.Take(ProgramFormat.Magic.Length).SequenceEqual(ProgramFormat.Magic))
        {
            throw Error("This is no NPU program: it does not begin with MGNPU.");
        }

        position = ProgramFormat.Magic.Length;
        Bounded("the version of the instruction set", 4, NpuIsa.Version, NpuIsa.Version);
        int cores = (int)Bounded("the number of cores", 2, 1, MostCores);
        Bounded("the number of sections", 2, ProgramFormat.Sections.Length, ProgramFormat.Sections.Length);
        ulong machine = unchecked((ulong)Integer(8)), checksum = unchecked((ulong)Integer(8));
        if (checksum != ProgramFormat.Checksum(image))
        {
            position = ProgramFormat.ChecksumOffset;
            throw Error("The checksum is wrong: the program is damaged.");
        }

        (int Count, long Bytes)[] sections = [.. ProgramFormat.Sections.Select((_, i) => SectionHeader(i))];
        NpuProgram program = new()
        {
            MachineHash = machine,
            Cores = cores,
            Code = Section(sections, 0, NpuIsa.WordBytes, Instruction),
            Constants = Section(sections, 1, 16, Constant),
            Regions = Section(sections, 2, 28, Region),
            Layers = Section(sections, 3, 16, Layer),
            Semaphores = Section(sections, 4, 4, Text),
        };
        CheckSemaphores(program.Semaphores);
        return position == image.Length ? program : throw Error("There are bytes behind the last section.");
    }

    private (int Count, long Bytes) SectionHeader(int index)
    {
        Bounded($"the number of the section {ProgramFormat.Sections[index]}", 4, index + 1, index + 1);
        return ((int)Bounded($"the count of {ProgramFormat.Sections[index]}", 4, 0, int.MaxValue), Bounded($"the length of {ProgramFormat.Sections[index]}", 8, 0, image.Length));
    }

    private EquatableArray<T> Section<T>((int Count, long Bytes)[] sections, int index, int least, Func<T> read)
        where T : IEquatable<T>
    {
        (int count, long bytes) = sections[index];
        string name = ProgramFormat.Sections[index];
        if (bytes > image.Length - position || (long)count * least > bytes)
        {
            throw Error(FormattableString.Invariant($"The section {name} has {count} items in {bytes} bytes, of which {image.Length - position} are there; an item has at least {least}."));
        }

        end = position + (int)bytes;
        var items = new T[count];
        for (int i = 0; i < count; i++)
        {
            items[i] = read();
        }

        if (position != end)
        {
            throw Error($"The section {name} is longer than its items.");
        }

        end = image.Length;
        return items;
    }

    private NpuInstruction Instruction() =>
        new(unchecked((ulong)Integer(8)), unchecked((ulong)Integer(8)), unchecked((ulong)Integer(8)), unchecked((ulong)Integer(8)));

    private NpuConstant Constant()
    {
        int memory = (int)Bounded("the memory of a constant", 4, 0, MostMemory);
        long address = Bounded("the address of a constant", 8, 0, MostAddress - 1);
        return new NpuConstant(memory, address, Bytes("a constant"));
    }

    private NpuRegion Region()
    {
        var kind = (NpuRegionKind)Bounded("the kind of a region", 4, 0, (int)NpuRegionKind.Scratch);
        int memory = (int)Bounded("the memory of a region", 4, 0, MostMemory);
        long address = Bounded("the address of a region", 8, 0, MostAddress - 1), bytes = Bounded("the size of a region", 8, 1, MostAddress);
        return new NpuRegion(kind, Text(), memory, address, bytes);
    }

    private NpuLayer Layer()
    {
        int line = (int)Bounded("the line of a layer", 4, 0, int.MaxValue), column = (int)Bounded("the column of a layer", 4, 0, int.MaxValue);
        string name = Text();
        return new NpuLayer(name, Text(), line, column);
    }

    private void CheckSemaphores(EquatableArray<string> names)
    {
        if (names.Count > NpuIsa.Semaphores || (names.Count > 0 && names[names.Count - 1].Length == 0))
        {
            throw Error($"There are {names.Count} names of semaphores, the last of which has a letter at least, but there are at most {NpuIsa.Semaphores}.");
        }

        for (int i = 0; i < names.Count; i++)
        {
            if (names[i].Length > 0 && (!DisassemblyNames.IsSemaphoreName(names[i]) || names.Take(i).Contains(names[i])))
            {
                throw Error($"Semaphore {i} has the name {AssemblyScanner.Quote(names[i])}, which is another's or not made of letters, digits and '_'.");
            }
        }
    }

    private string Text()
    {
        int start = position;
        byte[] bytes = Bytes("a text");
        try
        {
            return Strict.GetString(bytes);
        }
        catch (ArgumentException)
        {
            position = start;
            throw Error("A text is not valid UTF-8.");
        }
    }

    private byte[] Bytes(string what)
    {
        int count = (int)Bounded("the length of " + what, 4, 0, end - position - 4);
        byte[] bytes = new byte[count];
        Array.Copy(image, position, bytes, 0, count);
        position += count;
        return bytes;
    }

    private long Bounded(string what, int bytes, long least, long most)
    {
        int start = position;
        long value = Integer(bytes);
        if (value < least || value > most)
        {
            position = start;
            throw Error(least == most
                ? FormattableString.Invariant($"{char.ToUpperInvariant(what[0])}{what.Substring(1)} is {value}, but it is {least}.")
                : FormattableString.Invariant($"{char.ToUpperInvariant(what[0])}{what.Substring(1)} is {value}, but it is {least} to {most}."));
        }

        return value;
    }

    private long Integer(int bytes)
    {
        if (bytes > end - position)
        {
            throw Error("The program ends within a number.");
        }

        ulong value = 0;
        for (int i = 0; i < bytes; i++)
        {
            value |= (ulong)image[position++] << (8 * i);
        }

        return unchecked((long)value);
    }

    private NpuProgramException Error(string message) => new(FormattableString.Invariant($"Byte {position}: {message}"));
}
