using System;
using System.Globalization;
using System.Numerics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ModelGen.Generator.Tracing.Evaluation;

/// <summary>C#'s arithmetic on boxed numbers. Integers are computed exactly and then brought to their type.</summary>
internal static class Numbers
{
    /// <summary>Whether the value is an integer of any width, or a character.</summary>
    public static bool IsInteger(object? value) => value is int or uint or long or ulong or short or ushort or byte or sbyte or char;

    /// <summary>Whether the value is a number.</summary>
    public static bool IsNumber(object? value) => IsInteger(value) || value is float or double or decimal;

    /// <summary>
    /// Applies an operator to operands that C# brought to one type (shifts excepted).
    /// </summary>
    /// <exception cref="ArithmeticException">The division is by zero, or the result does not fit and overflow is checked.</exception>
    public static object? Binary(BinaryOperatorKind kind, object left, object right, bool isChecked) => (left, right) switch
    {
        (bool l, bool r) => Logic(kind, l, r),
        (string l, string r) => kind switch { BinaryOperatorKind.Add => l + r, BinaryOperatorKind.Equals => l == r, BinaryOperatorKind.NotEquals => l != r, _ => null },
        (float l, float r) => Floating(kind, l, r) is double result ? (float)result : Comparison(kind, l.CompareTo(r), float.IsNaN(l) || float.IsNaN(r)),
        (double l, double r) => Floating(kind, l, r) ?? Comparison(kind, l.CompareTo(r), double.IsNaN(l) || double.IsNaN(r)),
        (decimal l, decimal r) => Decimal(kind, l, r) ?? Comparison(kind, l.CompareTo(r), false),
        _ when IsInteger(left) && IsInteger(right) => Integer(kind, left, right, isChecked),
        _ => null,
    };

    /// <summary>Applies a unary operator; null if it is none of numbers.</summary>
    /// <exception cref="ArithmeticException">The result does not fit and overflow is checked.</exception>
    public static object? Unary(UnaryOperatorKind kind, object operand, bool isChecked) => (kind, operand) switch
    {
        (UnaryOperatorKind.Not, bool b) => !b,
        (UnaryOperatorKind.Plus, _) when IsNumber(operand) => operand,
        (UnaryOperatorKind.Minus, float f) => -f,
        (UnaryOperatorKind.Minus, double d) => -d,
        (UnaryOperatorKind.Minus, decimal m) => -m,
        (UnaryOperatorKind.Minus, _) when IsInteger(operand) => Fit(-Exact(operand), operand, isChecked),
        (UnaryOperatorKind.BitwiseNegation, _) when IsInteger(operand) => Fit(-Exact(operand) - 1, operand, false),
        _ => null,
    };

    /// <summary>Converts a number to another type; null if the type is no number.</summary>
    /// <exception cref="OverflowException">The value does not fit and overflow is checked, or it is a fraction that no integer is near.</exception>
    public static object? Convert(object value, SpecialType type, bool isChecked) => type switch
    {
        SpecialType.System_Single => value is float ? value : (float)ToDouble(value),
        SpecialType.System_Double => ToDouble(value),
        SpecialType.System_Decimal => value switch { float f => (decimal)f, double d => (decimal)d, decimal => value, _ => (decimal)Exact(value) },
        _ => Fit(Exact(value), type, isChecked),
    };

    private static double ToDouble(object value) => value switch { float f => f, double d => d, decimal m => (double)m, _ => (double)Exact(value) };

    /// <summary>Sign of the difference of two numbers of one type.</summary>
    public static int Compare(object left, object right) => ((IComparable)left).CompareTo(right);

    private static BigInteger Exact(object value) => value switch
    {
        float f => new BigInteger(Math.Truncate((double)f)),
        double d => new BigInteger(Math.Truncate(d)),
        decimal m => new BigInteger(Math.Truncate(m)),
        ulong u => u,
        char c => c,
        _ => System.Convert.ToInt64(value, CultureInfo.InvariantCulture),
    };

    private static object? Integer(BinaryOperatorKind kind, object left, object right, bool isChecked)
    {
        BigInteger l = Exact(left), r = Exact(right);
        BigInteger? result = kind switch
        {
            BinaryOperatorKind.Add => l + r,
            BinaryOperatorKind.Subtract => l - r,
            BinaryOperatorKind.Multiply => l * r,
            BinaryOperatorKind.Divide => BigInteger.Divide(l, r),
            BinaryOperatorKind.Remainder => BigInteger.Remainder(l, r),
            BinaryOperatorKind.And => l & r,
            BinaryOperatorKind.Or => l | r,
            BinaryOperatorKind.ExclusiveOr => l ^ r,
            BinaryOperatorKind.LeftShift => l << (int)(r & (Bits(left) - 1)),
            BinaryOperatorKind.RightShift => l >> (int)(r & (Bits(left) - 1)),
            BinaryOperatorKind.UnsignedRightShift => (l & ((BigInteger.One << Bits(left)) - 1)) >> (int)(r & (Bits(left) - 1)),
            _ => null,
        };
        bool wraps = kind is BinaryOperatorKind.LeftShift or BinaryOperatorKind.UnsignedRightShift;
        return result is { } value ? Fit(value, left, isChecked && !wraps) : Comparison(kind, l.CompareTo(r), false);
    }

    private static int Bits(object value) => value is long or ulong ? 64 : 32;

    private static object? Floating(BinaryOperatorKind kind, double l, double r) => kind switch
    {
        BinaryOperatorKind.Add => l + r,
        BinaryOperatorKind.Subtract => l - r,
        BinaryOperatorKind.Multiply => l * r,
        BinaryOperatorKind.Divide => l / r,
        BinaryOperatorKind.Remainder => l % r,
        _ => null,
    };

    private static object? Decimal(BinaryOperatorKind kind, decimal l, decimal r) => kind switch
    {
        BinaryOperatorKind.Add => l + r,
        BinaryOperatorKind.Subtract => l - r,
        BinaryOperatorKind.Multiply => l * r,
        BinaryOperatorKind.Divide => l / r,
        BinaryOperatorKind.Remainder => l % r,
        _ => null,
    };

    private static object? Logic(BinaryOperatorKind kind, bool l, bool r) => kind switch
    {
        BinaryOperatorKind.And => l & r,
        BinaryOperatorKind.Or => l | r,
        BinaryOperatorKind.ExclusiveOr or BinaryOperatorKind.NotEquals => l ^ r,
        BinaryOperatorKind.Equals => l == r,
        _ => null,
    };

    private static object? Comparison(BinaryOperatorKind kind, int order, bool unordered) => kind switch
    {
        BinaryOperatorKind.Equals => !unordered && order == 0,
        BinaryOperatorKind.NotEquals => unordered || order != 0,
        BinaryOperatorKind.LessThan => !unordered && order < 0,
        BinaryOperatorKind.LessThanOrEqual => !unordered && order <= 0,
        BinaryOperatorKind.GreaterThan => !unordered && order > 0,
        BinaryOperatorKind.GreaterThanOrEqual => !unordered && order >= 0,
        _ => null,
    };

    private static object Fit(BigInteger value, object like, bool isChecked) => Fit(value, like switch
    {
        uint => SpecialType.System_UInt32,
        long => SpecialType.System_Int64,
        ulong => SpecialType.System_UInt64,
        short => SpecialType.System_Int16,
        ushort => SpecialType.System_UInt16,
        byte => SpecialType.System_Byte,
        sbyte => SpecialType.System_SByte,
        char => SpecialType.System_Char,
        _ => SpecialType.System_Int32,
    }, isChecked)!;

    private static object? Fit(BigInteger value, SpecialType type, bool isChecked) => type switch
    {
        SpecialType.System_Int32 => (int)Range(value, 32, true, isChecked),
        SpecialType.System_UInt32 => (uint)Range(value, 32, false, isChecked),
        SpecialType.System_Int64 => (long)Range(value, 64, true, isChecked),
        SpecialType.System_UInt64 => (ulong)Range(value, 64, false, isChecked),
        SpecialType.System_Int16 => (short)Range(value, 16, true, isChecked),
        SpecialType.System_UInt16 => (ushort)Range(value, 16, false, isChecked),
        SpecialType.System_SByte => (sbyte)Range(value, 8, true, isChecked),
        SpecialType.System_Byte => (byte)Range(value, 8, false, isChecked),
        SpecialType.System_Char => (char)(ushort)Range(value, 16, false, isChecked),
        _ => null,
    };

    private static BigInteger Range(BigInteger value, int bits, bool signed, bool isChecked)
    {
        BigInteger modulus = BigInteger.One << bits, least = signed ? -(modulus >> 1) : BigInteger.Zero, most = least + modulus - 1;
        if (value >= least && value <= most)
        {
            return value;
        }

        if (isChecked)
        {
            throw new OverflowException($"{value.ToString(CultureInfo.InvariantCulture)} does not fit into {bits} bits.");
        }

        BigInteger wrapped = BigInteger.Remainder(value - least, modulus);
        return least + (wrapped.Sign < 0 ? wrapped + modulus : wrapped);
    }
}
