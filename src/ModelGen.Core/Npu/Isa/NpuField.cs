using System.Collections.Generic;

namespace ModelGen.Npu;

/// <summary>A field of an instruction, or the value of a register: its name, width and meaning.</summary>
public sealed class NpuField
{
    internal NpuField(string name, int width, string meaning, bool signed = false, params string[] values)
    {
        Name = name;
        Width = width;
        Meaning = meaning;
        IsSigned = signed;
        Values = values;
    }

    /// <summary>The name in assembly text.</summary>
    public string Name { get; }

    /// <summary>Bits, at most 48.</summary>
    public int Width { get; }

    /// <summary>Whether it is a two's complement.</summary>
    public bool IsSigned { get; }

    /// <summary>One line, with the unit.</summary>
    public string Meaning { get; }

    /// <summary>The names of the values from 0 on, if they have names; only these are defined then.</summary>
    public IReadOnlyList<string> Values { get; }

    /// <summary>Whether it is an address, which STEP can let grow.</summary>
    public bool IsAddress { get; internal init; }

    /// <summary>Whether text leaves it out where it is 0.</summary>
    public bool IsOptional { get; internal init; }

    /// <summary>The least value.</summary>
    public long Least => IsSigned ? -(1L << (Width - 1)) : 0;

    /// <summary>The greatest value.</summary>
    public long Most => Values.Count > 0 ? Values.Count - 1 : (1L << (IsSigned ? Width - 1 : Width)) - 1;

    /// <summary>The first bit in the word.</summary>
    public int Offset { get; internal set; }

    internal string Range => Values.Count > 0 ? string.Join(", ", Values) : $"{Least} to {Most}";

    internal bool Allows(long value) => value >= Least && value <= Most;
}
