using System;
using System.Globalization;

namespace ModelGen.Npu;

/// <summary>How the value of a member of a machine is written.</summary>
internal enum MemberKind : byte
{
    Whole,
    Real,
    Flag,
}

/// <summary>A number or flag in the description of a machine: what reads, writes, checks and documents it.</summary>
/// <param name="Path">The names in the text form, joined by dots.</param>
/// <param name="Kind">How it is written.</param>
/// <param name="Least">The least value.</param>
/// <param name="Most">The greatest value.</param>
/// <param name="Meaning">One line, with the unit.</param>
/// <param name="Get">The value; flags are 0 and 1. Not a number where the member does not apply.</param>
/// <param name="With">The same with another value, which is in range and applies.</param>
internal sealed record MachineMember<T>(
    string Path, MemberKind Kind, double Least, double Most, string Meaning, Func<T, double> Get, Func<T, double, T> With)
{
    public string Name => Path.Substring(Path.IndexOf('.') + 1);

    public string Range => Kind == MemberKind.Flag ? "true or false" : $"{MemberText.Number(Least)} to {MemberText.Number(Most)}";

    public string Text(T owner) => Kind == MemberKind.Flag ? Get(owner) == 1 ? "true" : "false" : MemberText.Number(Get(owner));

    /// <summary>What is wrong with a value; null if nothing is.</summary>
    public string? Defect(string path, double value) =>
        Kind == MemberKind.Whole && Math.Floor(value) != value ? $"\"{path}\" is {MemberText.Number(value)}, but it is a whole number from {Range}."
        : value >= Least && value <= Most ? null
        : $"\"{path}\" is {MemberText.Number(value)}, but it is {Range}.";
}

/// <summary>Numbers as machines are written with.</summary>
internal static class MemberText
{
    /// <summary>The fewest digits that read back as the same number, without an exponent where it is whole and below 2⁵³.</summary>
    public static string Number(double value)
    {
        if (Math.Floor(value) == value && Math.Abs(value) < 9007199254740992)
        {
            return ((long)value).ToString(CultureInfo.InvariantCulture);
        }

        for (int digits = 6; digits < 17; digits++)
        {
            string text = value.ToString("G" + digits.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
            if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double read) && read == value)
            {
                return text;
            }
        }

        return value.ToString("G17", CultureInfo.InvariantCulture);
    }
}
