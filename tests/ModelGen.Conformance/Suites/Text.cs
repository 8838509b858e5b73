using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using ModelGen.Conformance.Harness;

namespace ModelGen.Conformance.Suites;

/// <summary>Values as C# source.</summary>
internal static class Text
{
    /// <summary>As in <c>(1, 2)</c>, or a single number where both are equal.</summary>
    public static string Of(Size2D size) => size.Height == size.Width ? Of(size.Height) : $"({Of(size.Height)}, {Of(size.Width)})";

    public static string Of(int value) => value.ToString(CultureInfo.InvariantCulture);

    public static string Of(bool value) => value ? "true" : "false";

    public static string Of(float value) => value.ToString("G9", CultureInfo.InvariantCulture) + "f";

    public static string Of(IEnumerable<int> values) => string.Join(", ", values.Select(Of));

    public static string Array(IEnumerable<int> values) => $"new[] {{ {Of(values)} }}";

    /// <summary>A random extent pair.</summary>
    public static Size2D Size(this Draw draw, int least, int most)
    {
        int height = draw.Int(least, most);
        return new Size2D(height, draw.OneIn(2) ? height : draw.Int(least, most));
    }

    /// <summary>
    /// An activation over an expression, or none: what compilers fuse.
    /// </summary>
    public static string Activated(this Draw draw, string expression) => draw.Int(0, 9) switch
    {
        0 => $"Relu({expression})",
        1 => $"Relu6({expression})",
        2 => $"SiLU({expression})",
        3 => $"HardSwish({expression})",
        4 => $"LeakyRelu({expression}, 0.1f)",
        5 => $"Sigmoid({expression})",
        _ => expression,
    };
}
