using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;

namespace ModelGen.IR.Text;

/// <summary>Writes the attributes of an operator as <c>name=value</c> pairs, independent of culture.</summary>
public sealed class AttributeWriter
{
    private readonly StringBuilder text = new();

    /// <summary>An integer.</summary>
    public void Int(string name, int value) => Raw(name, value.ToString(CultureInfo.InvariantCulture));

    /// <summary>A list of integers.</summary>
    public void Ints(string name, IEnumerable<int> values) => Raw(name, Format(values));

    /// <summary>A truth value.</summary>
    public void Bool(string name, bool value) => Raw(name, value ? "true" : "false");

    /// <summary>A single-precision number, in as many digits as restore it.</summary>
    public void Float(string name, float value) => Raw(name, Format(value));

    /// <summary>A list of single-precision numbers.</summary>
    public void Floats(string name, IEnumerable<float> values) => Raw(name, "[" + string.Join(", ", values.Select(Format)) + "]");

    /// <summary>A string, quoted.</summary>
    public void Text(string name, string value) => Raw(name, TextEscape.Quote(value));

    /// <summary>A member of an enumeration, by name.</summary>
    public void Enum<T>(string name, T value)
        where T : struct, System.Enum => Raw(name, value.ToString());

    /// <summary>Height and width.</summary>
    public void Size(string name, Size2D value) => Ints(name, [value.Height, value.Width]);

    /// <summary>Top, left, bottom, right.</summary>
    public void Pads(string name, Pads value) => Ints(name, [value.Top, value.Left, value.Bottom, value.Right]);

    /// <summary>Extents.</summary>
    public void Shape(string name, Shape value) => Ints(name, value);

    /// <summary>Element type and shape.</summary>
    public void Type(string name, TensorType value) => Raw(name, value.ToString());

    /// <summary>A quantization as its scale and zero point, such as <c>0.5@128</c>.</summary>
    public void Quantization(string name, Quantization value) => Raw(name, Format(value.Scale) + "@" + value.ZeroPoint.ToString(CultureInfo.InvariantCulture));

    /// <summary>A nested operation, in the form of a node without its id and type.</summary>
    internal void Operation(string name, string operation) => Raw(name, operation);

    /// <summary>All pairs, comma-separated.</summary>
    public override string ToString() => text.ToString();

    private static string Format(float value) =>
        value == 0 ? (1 / value < 0 ? "-0" : "0") : value.ToString("G9", CultureInfo.InvariantCulture);

    private static string Format(IEnumerable<int> values) => "[" + string.Join(", ", values.Select(v => v.ToString(CultureInfo.InvariantCulture))) + "]";

    private void Raw(string name, string value)
    {
        if (text.Length > 0)
        {
            text.Append(", ");
        }

        text.Append(name).Append('=').Append(value);
    }
}
