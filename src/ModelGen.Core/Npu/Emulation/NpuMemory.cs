using System;
using System.Collections.Generic;
using System.Linq;

namespace ModelGen.Npu;

/// <summary>External memory: the ranges that a program has, zero but for its constants.</summary>
public sealed class NpuMemory
{
    private const long MostBytes = int.MaxValue / 2;

    private readonly NpuProgram program;
    private readonly List<(long Begin, long End)>[] ranges;
    private readonly byte[][][] images;

    /// <summary>The memory as it is before a program runs.</summary>
    /// <param name="program">A program that is valid on the machine.</param>
    /// <param name="machine">The machine.</param>
    /// <exception cref="NpuProgramException">A range of memory has more than 1 GiB.</exception>
    public NpuMemory(NpuProgram program, NpuMachine machine)
    {
        this.program = program;
        ranges = [.. Enumerable.Range(0, machine.Memories.Count).Select(m => NpuMemoryMap.Of(program, m))];
        images = [.. ranges.Select(r => r.Select(Allocate).ToArray())];
        foreach (NpuConstant constant in program.Constants)
        {
            byte[] image = Find(constant.Memory, constant.Address, constant.Address + constant.Bytes.Count, out long begin);
            Array.Copy(constant.Bytes.ToArray(), 0, image, constant.Address - begin, constant.Bytes.Count);
        }
    }

    /// <summary>Writes a region as a whole.</summary>
    /// <param name="region">The name of the region.</param>
    /// <param name="bytes">As many bytes as it has.</param>
    /// <exception cref="ArgumentException">There is no such region, or it has another size.</exception>
    public void Write(string region, byte[] bytes)
    {
        NpuRegion found = Find(region);
        if (bytes.Length != found.Bytes)
        {
            throw new ArgumentException($"The region '{region}' has {found.Bytes} bytes, but {bytes.Length} are given.", nameof(bytes));
        }

        Write(region, 0, bytes);
    }

    /// <summary>Writes a part of a region.</summary>
    /// <param name="region">The name of the region.</param>
    /// <param name="offset">Where in the region the part begins.</param>
    /// <param name="bytes">The bytes.</param>
    /// <exception cref="ArgumentException">There is no such region, or the part is not within it.</exception>
    public void Write(string region, long offset, byte[] bytes)
    {
        byte[] image = Part(region, offset, bytes.Length, out long begin);
        Array.Copy(bytes, 0, image, begin, bytes.Length);
    }

    /// <summary>A copy of a region.</summary>
    /// <param name="region">The name of the region.</param>
    /// <exception cref="ArgumentException">There is no such region.</exception>
    public byte[] Read(string region) => Read(region, 0, Find(region).Bytes);

    /// <summary>A copy of a part of a region.</summary>
    /// <param name="region">The name of the region.</param>
    /// <param name="offset">Where in the region the part begins.</param>
    /// <param name="count">How many bytes it has.</param>
    /// <exception cref="ArgumentException">There is no such region, or the part is not within it.</exception>
    public byte[] Read(string region, long offset, long count)
    {
        byte[] image = Part(region, offset, count, out long begin), copy = new byte[count];
        Array.Copy(image, begin, copy, 0, count);
        return copy;
    }

    /// <summary>The image in which bytes lie that the verifier has accepted.</summary>
    internal byte[] Find(int memory, long low, long high, out long begin)
    {
        int index = NpuMemoryMap.Find(ranges[memory], low, high);
        if (index < 0)
        {
            throw new NpuProgramException($"The bytes {low} to {high - 1} of memory {memory} are not within the program's regions and constants.");
        }

        begin = ranges[memory][index].Begin;
        return images[memory][index];
    }

    /// <summary>The image in which a part of a region lies, and where in it.</summary>
    private byte[] Part(string region, long offset, long count, out long begin)
    {
        NpuRegion found = Find(region);
        if (offset < 0 || count < 0 || offset > found.Bytes - count)
        {
            throw new ArgumentException($"The region '{region}' has {found.Bytes} bytes, but {count} from {offset} on are asked for.", nameof(offset));
        }

        byte[] image = Find(found.Memory, found.Address, found.Address + found.Bytes, out long first);
        begin = found.Address + offset - first;
        return image;
    }

    private static byte[] Allocate((long Begin, long End) range) =>
        range.End - range.Begin <= MostBytes
            ? new byte[range.End - range.Begin]
            : throw new NpuProgramException($"The bytes {range.Begin} to {range.End - 1} of external memory are more than the {MostBytes} that can be emulated in one range.");

    private NpuRegion Find(string region) =>
        program.Regions.FirstOrDefault(r => r.Name == region)
        ?? throw new ArgumentException($"The program has no region '{region}'; it has {string.Join(", ", program.Regions.Select(r => r.Name))}.", nameof(region));
}
