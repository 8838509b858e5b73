using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace ModelGen.Generator.Emit.Cpu;

/// <summary>The phrases that every kernel's text is made of.</summary>
internal static class KernelSyntax
{
    private const string BytesMark = "byte ";

    /// <summary>Opens a method over vectors <c>V</c> of the instruction set <c>S</c>; <see cref="Close"/> ends it.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="modifiers">Accessibility.</param>
    /// <param name="name">The name of the method.</param>
    /// <param name="references">The names of its <c>ref</c> parameters, to single-precision elements unless <see cref="Bytes"/> marks them.</param>
    /// <param name="parameters">The declarations of its further parameters.</param>
    public static void Open(SourceWriter writer, string modifiers, string name, IEnumerable<string> references, params string[] parameters)
    {
        string list = string.Join(", ", references.Select(r => $"ref {TypeOf(r)} {NameOf(r)}").Concat(parameters));
        writer.Line("[MethodImpl(MethodImplOptions.AggressiveOptimization)]");
        writer.Line($"{modifiers} static void {name}<S, V>({list})");
        writer.Line("    where S : struct, ISimd<V>");
        writer.Line("    where V : struct");
        writer.Open();
        writer.Open("unchecked");
    }

    /// <summary>Opens the method that steps call: its operands, then a range of units.</summary>
    public static void OpenKernel(SourceWriter writer, string name, IEnumerable<string> operands, params string[] parameters) =>
        Open(writer, "internal", name, operands, [.. parameters, "int begin", "int end"]);

    /// <summary>Marks an operand that refers to bytes instead of single-precision elements.</summary>
    public static string Bytes(string name) => BytesMark + name;

    /// <summary>The operands, marked by <see cref="Bytes(string)"/> if they refer to bytes.</summary>
    public static string[] Operands(bool areBytes, params string[] names) => areBytes ? [.. names.Select(Bytes)] : names;

    /// <summary>The statement that copies neighbouring bytes.</summary>
    /// <param name="source">The reference to the first byte to read.</param>
    /// <param name="target">The reference to the first byte to write.</param>
    /// <param name="count">How many.</param>
    public static string CopyBytes(string source, string target, string count) => $"Unsafe.CopyBlockUnaligned({target}, {source}, (uint){count});";

    /// <summary>The C# type of the elements of an operand.</summary>
    public static string TypeOf(string operand) => operand.StartsWith(BytesMark, StringComparison.Ordinal) ? "byte" : "float";

    /// <summary>The name of an operand without the mark.</summary>
    public static string NameOf(string operand) => TypeOf(operand) == "byte" ? operand.Substring(BytesMark.Length) : operand;

    /// <summary>Ends what <see cref="Open"/> began.</summary>
    public static void Close(SourceWriter writer)
    {
        writer.Close();
        writer.Close();
    }

    /// <summary>A number as C# writes it.</summary>
    public static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>A number with its thousands set apart, for comments.</summary>
    public static string Grouped(long value) => value.ToString("#,0", CultureInfo.InvariantCulture);

    /// <summary>A single-precision constant that is the same whatever formats it: a whole number, or a bit pattern.</summary>
    public static string Float(float value)
    {
        // -0 is no whole number here: it must keep its sign.
        int bits = BitConverter.ToInt32(BitConverter.GetBytes(value), 0);
        return value == Math.Floor(value) && Math.Abs(value) <= 1 << 20 && bits != int.MinValue
            ? ((int)value).ToString(CultureInfo.InvariantCulture) + "f"
            : $"BitConverter.Int32BitsToSingle({(bits < 0 ? "unchecked((int)0x" : "0x")}{bits.ToString("X8", CultureInfo.InvariantCulture)}{(bits < 0 ? ")" : "")})";
    }

    /// <summary>The element at an offset from a reference: <c>ref Unsafe.Add(ref x, 4 + 2 * S.Count)</c>.</summary>
    public static string At(string reference, params string[] offsets)
    {
        string offset = Sum(offsets);
        return offset == "0" ? "ref " + reference : $"ref Unsafe.Add(ref {reference}, {offset})";
    }

    /// <summary>The sum of expressions, without those that are <c>0</c>.</summary>
    public static string Sum(params string[] terms)
    {
        string[] present = [.. terms.Where(t => t != "0")];
        return present.Length == 0 ? "0" : string.Join(" + ", present);
    }

    /// <summary>An index times a constant; <c>0</c> when either is.</summary>
    public static string Times(string index, long factor) => factor == 0 || index == "0" ? "0" : factor == 1 ? index : $"{index} * {Number(factor)}";

    /// <summary>Like <see cref="Times"/>, computed in the width of an address.</summary>
    public static string Offset(string index, long factor) => factor == 0 || index == "0" ? "0" : factor == 1 ? "(nint)" + index : $"(nint){index} * {Number(factor)}";

    /// <summary>A number of vectors in elements.</summary>
    public static string Vectors(int count) => count switch { 0 => "0", 1 => "S.Count", _ => $"{Number(count)} * S.Count" };
}
