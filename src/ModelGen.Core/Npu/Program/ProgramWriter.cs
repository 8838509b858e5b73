using System;
using System.Collections.Generic;
using System.Text;

namespace ModelGen.Npu;

/// <summary>Writes the binary form of programs, which docs/npu-isa.md describes.</summary>
internal sealed class ProgramWriter
{
    private readonly List<byte> output = [];

    public static byte[] Write(NpuProgram program)
    {
        (int Count, byte[] Bytes)[] sections =
        [
            Section(program.Code, (w, i) => w.Instruction(i)),
            Section(program.Constants, (w, c) => w.Constant(c)),
            Section(program.Regions, (w, r) => w.Region(r)),
            Section(program.Layers, (w, l) => w.Layer(l)),
            Section(program.Semaphores, (w, s) => w.Text(s)),
        ];
        var writer = new ProgramWriter();
        writer.output.AddRange(ProgramFormat.Magic);
        writer.Integer(NpuIsa.Version, 4);
        writer.Integer(program.Cores, 2);
        writer.Integer(sections.Length, 2);
        writer.Integer(unchecked((long)program.MachineHash), 8);
        writer.Integer(0, 8);
        for (int i = 0; i < sections.Length; i++)
        {
            writer.Integer(i + 1, 4);
            writer.Integer(sections[i].Count, 4);
            writer.Integer(sections[i].Bytes.Length, 8);
        }

        foreach ((_, byte[] bytes) in sections)
        {
            writer.output.AddRange(bytes);
        }

        byte[] image = [.. writer.output];
        ProgramFormat.Seal(image);
        return image;
    }

    private static (int Count, byte[] Bytes) Section<T>(EquatableArray<T> items, Action<ProgramWriter, T> write)
        where T : IEquatable<T>
    {
        var writer = new ProgramWriter();
        foreach (T item in items)
        {
            write(writer, item);
        }

        return (items.Count, [.. writer.output]);
    }

    private void Instruction(NpuInstruction instruction)
    {
        Integer(unchecked((long)instruction.Word0), 8);
        Integer(unchecked((long)instruction.Word1), 8);
        Integer(unchecked((long)instruction.Word2), 8);
        Integer(unchecked((long)instruction.Word3), 8);
    }

    private void Constant(NpuConstant constant)
    {
        Integer(constant.Memory, 4);
        Integer(constant.Address, 8);
        Integer(constant.Bytes.Count, 4);
        output.AddRange(constant.Bytes);
    }

    private void Region(NpuRegion region)
    {
        Integer((int)region.Kind, 4);
        Integer(region.Memory, 4);
        Integer(region.Address, 8);
        Integer(region.Bytes, 8);
        Text(region.Name);
    }

    private void Layer(NpuLayer layer)
    {
        Integer(layer.Line, 4);
        Integer(layer.Column, 4);
        Text(layer.Name);
        Text(layer.File);
    }

    private void Text(string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        Integer(bytes.Length, 4);
        output.AddRange(bytes);
    }

    private void Integer(long value, int bytes)
    {
        for (int i = 0; i < bytes; i++)
        {
            output.Add((byte)(value >> (8 * i)));
        }
    }
}
