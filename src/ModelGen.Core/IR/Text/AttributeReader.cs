using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace ModelGen.IR.Text;

/// <summary>Reads what <see cref="AttributeWriter"/> wrote.</summary>
public sealed class AttributeReader
{
    private readonly Dictionary<string, string> values;
    private readonly HashSet<string> read = [];

    /// <summary>Over the raw text of each attribute by name.</summary>
    public AttributeReader(Dictionary<string, string> values) => this.values = values;

    /// <summary>An integer.</summary>
    /// <exception cref="FormatException">The attribute is missing or malformed; so for every method here.</exception>
    public int Int(string name) => int.TryParse(Raw(name), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int value) ? value : throw Malformed(name);

    /// <summary>A list of integers.</summary>
    public int[] Ints(string name) => [.. List(name).Select(v => int.TryParse(v, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int i) ? i : throw Malformed(name))];

    /// <summary>A truth value.</summary>
    public bool Bool(string name) => Raw(name) switch { "true" => true, "false" => false, _ => throw Malformed(name) };

    /// <summary>A single-precision number.</summary>
    public float Float(string name) => ParseFloat(name, Raw(name));

    /// <summary>A list of single-precision numbers.</summary>
    public float[] Floats(string name) => [.. List(name).Select(v => ParseFloat(name, v))];

    /// <summary>A quoted string.</summary>
    public string Text(string name) => TextEscape.TryUnquote(Raw(name), out string value) ? value : throw Malformed(name);

    /// <summary>A member of an enumeration, by name.</summary>
    public T Enum<T>(string name)
        where T : struct, System.Enum =>
        System.Enum.TryParse(Raw(name), out T value) && System.Enum.IsDefined(typeof(T), value) && value.ToString() == Raw(name) ? value : throw Malformed(name);

    /// <summary>Height and width.</summary>
    public Size2D Size(string name) => Ints(name) is [int height, int width] ? new Size2D(height, width) : throw Malformed(name);

    /// <summary>Top, left, bottom, right.</summary>
    public Pads Pads(string name) => Ints(name) is [int top, int left, int bottom, int right] ? new Pads(top, left, bottom, right) : throw Malformed(name);

    /// <summary>Extents.</summary>
    public Shape Shape(string name) => TypeText.TryParseShape(Raw(name), out Shape shape) ? shape : throw Malformed(name);

    /// <summary>Element type and shape.</summary>
    public TensorType Type(string name) => TypeText.TryParse(Raw(name), out TensorType type) ? type : throw Malformed(name);

    /// <summary>A scale and zero point, such as <c>0.5@128</c>.</summary>
    public Quantization Quantization(string name) =>
        Raw(name).Split('@') is [string scale, string zeroPoint] && int.TryParse(zeroPoint, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int value)
            ? new Quantization(ParseFloat(name, scale), value)
            : throw Malformed(name);

    /// <summary>Whether the attribute is there.</summary>
    internal bool Has(string name) => values.ContainsKey(name);

    /// <summary>An operation nested in another, with the text of its operands.</summary>
    internal (Operator Operator, string[] Operands) Operation(string name)
    {
        var scanner = new LineScanner(Raw(name));
        (Operator Operator, string[] Operands) operation = OperationParser.Parse(scanner, isNested: true);
        return scanner.IsAtEnd ? operation : throw Malformed(name);
    }

    /// <summary>Refuses attributes that the operator did not ask for.</summary>
    internal void ExpectAllRead()
    {
        foreach (string name in values.Keys)
        {
            if (!read.Contains(name))
            {
                throw new FormatException($"There is no attribute '{name}' here.");
            }
        }
    }

    private static float ParseFloat(string name, string text) =>
        float.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out float value) ? value : throw new FormatException($"Attribute '{name}' has the malformed number '{text}'.");

    private string[] List(string name) => TypeText.TrySplitList(Raw(name), out string[] items) ? items : throw Malformed(name);

    private string Raw(string name)
    {
        read.Add(name);
        return values.TryGetValue(name, out string? value) ? value : throw new FormatException($"Attribute '{name}' is missing.");
    }

    private FormatException Malformed(string name) => new($"Attribute '{name}' has the malformed value '{Raw(name)}'.");
}
