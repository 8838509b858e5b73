using System;
using System.Collections.Generic;
using System.Globalization;

namespace ModelGen.IR.Text;

/// <summary>
/// Restores a graph from the text that <see cref="GraphPrinter"/> wrote. Checks the form only; whether the graph makes sense is for
/// <see cref="GraphVerifier"/>.
/// </summary>
public static class GraphParser
{
    /// <summary>Parses the text of one graph; lines end with a line feed or carriage return and line feed, empty lines are skipped.</summary>
    /// <exception cref="FormatException">The text is malformed. The message names the line, counted from 1, and the reason.</exception>
    public static Graph Parse(string text)
    {
        string? name = null;
        var nodes = new List<Node>();
        var outputs = new List<GraphOutput>();
        string[] lines = text.Split('\n');
        for (int i = 0; i < lines.Length; i++)
        {
            string line = lines[i].EndsWith("\r", StringComparison.Ordinal) ? lines[i].Substring(0, lines[i].Length - 1) : lines[i];
            try
            {
                ParseLine(line, ref name, nodes, outputs);
            }
            catch (FormatException e)
            {
                throw new FormatException($"Line {(i + 1).ToString(CultureInfo.InvariantCulture)}: {e.Message}", e);
            }
        }

        return new Graph(name ?? throw new FormatException("Line 1: The text does not begin with 'graph NAME'."), nodes.ToArray(), outputs.ToArray());
    }

    private static void ParseLine(string line, ref string? name, List<Node> nodes, List<GraphOutput> outputs)
    {
        if (line.Trim().Length == 0)
        {
            return;
        }

        if (name is null)
        {
            name = line.StartsWith("graph ", StringComparison.Ordinal) ? Unescape(line.Substring("graph ".Length)) : throw new FormatException("The text does not begin with 'graph NAME'.");
        }
        else if (line.StartsWith("output ", StringComparison.Ordinal))
        {
            outputs.Add(ParseOutput(line.Substring("output ".Length)));
        }
        else
        {
            nodes.Add(ParseNode(line));
        }
    }

    private static GraphOutput ParseOutput(string text)
    {
        int equals = text.LastIndexOf(" = ", StringComparison.Ordinal);
        string value = text.Substring(equals < 0 ? 0 : equals + 3);
        int mark = value.IndexOf(GraphPrinter.OutputAs, StringComparison.Ordinal);
        string reference = mark < 0 ? value : value.Substring(0, mark);
        return equals >= 0 && LineScanner.ParseReference(reference.Trim()) is { } node
            ? new GraphOutput(Unescape(text.Substring(0, equals)), node, mark < 0 ? null : ParseBytes(value.Substring(mark + GraphPrinter.OutputAs.Length).Trim()))
            : throw new FormatException("An output is written as 'output NAME = %ID', and as 'output NAME = %ID as u8' where callers take it as bytes.");
    }

    private static ElementType ParseBytes(string text) => text switch
    {
        "u8" => ElementType.UInt8,
        "i8" => ElementType.Int8,
        _ => throw new FormatException($"An output is taken as u8 or i8, not as '{text}'."),
    };

    private static Node ParseNode(string line)
    {
        var scanner = new LineScanner(line);
        int id = scanner.TakeReference();
        scanner.Take("=");
        (Operator op, string[] operands) = OperationParser.Parse(scanner, isNested: false);
        scanner.Take(":");
        string type = scanner.TakeUntilAny(" ");
        if (!TypeText.TryParse(type, out TensorType parsed))
        {
            throw new FormatException($"'{type}' is no type; write it as f32[1, 28, 28, 1].");
        }

        string scope = scanner.IsAtEnd ? "" : ParseScope(scanner);
        return new Node(id, op, Array.ConvertAll(operands, ParseOperand), parsed, scope);
    }

    private static string ParseScope(LineScanner scanner)
    {
        scanner.Take("@");
        return Unescape(scanner.TakeRest());
    }

    private static int ParseOperand(string text) =>
        LineScanner.ParseReference(text) ?? throw new FormatException($"The operand '{text}' is no id of a node, such as %3.");

    private static string Unescape(string text) =>
        TextEscape.TryUnescape(text, out string value) ? value : throw new FormatException($"'{text}' holds an unknown escape.");
}
