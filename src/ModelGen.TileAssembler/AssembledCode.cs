using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using Iced.Intel;

namespace ModelGen.TileAssembler;

/// <summary>Machine code in the forms that are checked in: constant data in C# and a listing.</summary>
/// <param name="Bytes">The code.</param>
/// <param name="Titles">What the listing says of the functions, by where they are.</param>
internal sealed record AssembledCode(byte[] Bytes, IReadOnlyDictionary<int, string> Titles)
{
    /// <summary>The elements of a list of words, little-endian and filled up with zeros to a cache line, each line indented for a member of a class.</summary>
    public string Words()
    {
        var text = new StringBuilder();
        byte[] padded = [.. Bytes, .. new byte[-Bytes.Length & 63]];
        for (int i = 0; i < padded.Length; i += 64)
        {
            text.Append("        ");
            text.AppendJoin(", ", Enumerable.Range(0, 8).Select(j => $"0x{BitConverter.ToUInt64(padded, i + (8 * j)):X16}"));
            text.Append(",\n");
        }

        return text.ToString();
    }

    /// <summary>Every instruction with its place and bytes.</summary>
    public string Listing()
    {
        var text = new StringBuilder();
        var formatter = new NasmFormatter();
        formatter.Options.FirstOperandCharIndex = 12;
        var output = new StringOutput();
        var decoder = Iced.Intel.Decoder.Create(64, Bytes);
        while (decoder.IP < (ulong)Bytes.Length)
        {
            int at = (int)decoder.IP;
            Instruction instruction = decoder.Decode();
            formatter.Format(instruction, output);
            if (Titles.TryGetValue(at, out string? title))
            {
                text.Append($"\n; {title}\n");
            }

            text.Append($"{at:x4}  {Convert.ToHexStringLower(Bytes.AsSpan(at, instruction.Length)),-22}  {output.ToStringAndReset()}\n");
        }

        return text.ToString();
    }
}
