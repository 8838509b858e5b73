using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Iced.Intel;

namespace ModelGen.TileAssembler;

/// <summary>Machine code under construction: functions, one behind the other.</summary>
internal sealed class CodeBuilder
{
    private readonly List<(Label Label, string Title)> functions = [];

    /// <summary>What the functions are written with.</summary>
    public Assembler Assembler { get; } = new(64);

    /// <summary>Appends a function.</summary>
    /// <param name="title">What the listing says of it.</param>
    /// <param name="assemble">Appends its instructions.</param>
    public Label Function(string title, Action assemble)
    {
        Label label = Assembler.CreateLabel();
        Assembler.Label(ref label);
        functions.Add((label, title));
        assemble();
        return label;
    }

    /// <summary>The code of all functions, and where each of them is.</summary>
    public (AssembledCode Code, Func<Label, int> At) Build()
    {
        using var stream = new MemoryStream();
        AssemblerResult result = Assembler.Assemble(new StreamCodeWriter(stream), 0, BlockEncoderOptions.ReturnNewInstructionOffsets);
        int At(Label label) => checked((int)result.GetLabelRIP(label));
        return (new AssembledCode(stream.ToArray(), functions.ToDictionary(f => At(f.Label), f => f.Title)), At);
    }
}
