using System;
using CsCheck;

namespace ModelGen.Core.Tests.Npu;

/// <summary>Random edits of a text.</summary>
internal static class TextMutation
{
    public static Gen<string> Of(string original, string characters) =>
        Gen.Select(Gen.Int[0, original.Length - 1], Gen.Int[0, 3], Gen.OneOf(Gen.Char[' ', '\u007e'], Gen.Char[characters])).Array[1, 4].Select(edits =>
        {
            string text = original;
            foreach ((int place, int kind, char c) in edits)
            {
                int at = Math.Min(place, text.Length - 1);
                text = kind switch
                {
                    _ when text.Length == 0 => c.ToString(),
                    0 => text.Remove(at, 1),
                    1 => text.Insert(at, c.ToString()),
                    2 => text.Remove(at, 1).Insert(at, c.ToString()),
                    _ => text[..Math.Max(at, 1)],
                };
            }

            return text;
        });
}
