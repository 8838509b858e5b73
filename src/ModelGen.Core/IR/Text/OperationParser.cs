using System;
using System.Collections.Generic;
using ModelGen.IR.Operators;

namespace ModelGen.IR.Text;

/// <summary>Parses an operator with its operands and attributes: <c>Conv2D(%0, %1) {stride=[1, 1], …}</c>.</summary>
internal static class OperationParser
{
    /// <summary>The operator and the text of each operand. A nested operation is not a <see cref="Fused"/> one.</summary>
    /// <exception cref="FormatException">The text is malformed or the operator unknown.</exception>
    public static (Operator Operator, string[] Operands) Parse(LineScanner scanner, bool isNested)
    {
        string name = scanner.TakeName();
        Func<AttributeReader, Operator> read = OperatorRegistry.Find(name) ?? throw new FormatException($"There is no operator '{name}'.");
        if (isNested && name == nameof(Fused))
        {
            throw new FormatException("A fused kernel holds no fused kernel.");
        }

        string[] operands = Operands(scanner);
        var attributes = new AttributeReader(Attributes(scanner));
        Operator op = read(attributes);
        attributes.ExpectAllRead();
        return (op, operands);
    }

    private static string[] Operands(LineScanner scanner)
    {
        scanner.Take("(");
        var operands = new List<string>();
        while (!scanner.TryTake(")"))
        {
            if (operands.Count > 0)
            {
                scanner.Take(",");
            }

            operands.Add(scanner.TakeUntilAny(",)"));
        }

        return [.. operands];
    }

    private static Dictionary<string, string> Attributes(LineScanner scanner)
    {
        var attributes = new Dictionary<string, string>(StringComparer.Ordinal);
        if (!scanner.TryTake("{"))
        {
            return attributes;
        }

        while (!scanner.TryTake("}"))
        {
            if (attributes.Count > 0)
            {
                scanner.Take(",");
            }

            string name = scanner.TakeName();
            scanner.Take("=");
            if (attributes.ContainsKey(name))
            {
                throw new FormatException($"Attribute '{name}' is given twice.");
            }

            attributes.Add(name, scanner.TakeUntilAny(",}"));
        }

        return attributes;
    }
}
