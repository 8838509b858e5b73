using System;
using System.ComponentModel;
using ModelGen.Npu;

namespace ModelGen.CompilerServices;

/// <summary>The instructions of NPU programs as generated code holds them.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class NpuWords
{
    private const int WordsOfInstruction = 4;

    /// <summary>The instructions of a program: four words each, the lowest bits first.</summary>
    /// <param name="words">The words.</param>
    public static NpuInstruction[] Decode(ReadOnlySpan<ulong> words)
    {
        var code = new NpuInstruction[words.Length / WordsOfInstruction];
        for (int i = 0; i < code.Length; i++)
        {
            ReadOnlySpan<ulong> word = words.Slice(i * WordsOfInstruction, WordsOfInstruction);
            code[i] = new NpuInstruction(word[0], word[1], word[2], word[3]);
        }

        return code;
    }
}
