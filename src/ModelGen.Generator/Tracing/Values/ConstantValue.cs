using System;
using System.Globalization;

namespace ModelGen.Generator.Tracing.Values;

/// <summary>
/// A number, truth value, character, string or null as C# has it, an enumeration member as its underlying number, or one of the
/// immutable types of the DSL, such as <see cref="Size2D"/>, <see cref="Padding"/> and <see cref="Shape"/>.
/// </summary>
internal sealed class ConstantValue : Value
{
    private ConstantValue(object? content) => Content = content;

    /// <summary>The null reference, or a nullable without value.</summary>
    public static ConstantValue Null { get; } = new(null);

    /// <summary>True.</summary>
    public static ConstantValue True { get; } = new(true);

    /// <summary>False.</summary>
    public static ConstantValue False { get; } = new(false);

    /// <summary>The value, boxed.</summary>
    public object? Content { get; }

    /// <summary>Whether it is null.</summary>
    public bool IsNull => Content is null;

    /// <summary>A constant of the given content.</summary>
    public static ConstantValue Of(object? content) => content switch
    {
        null => Null,
        true => True,
        false => False,
        _ => new ConstantValue(content),
    };

    /// <inheritdoc/>
    public override string Describe() => Content switch
    {
        null => "null",
        string text => "\"" + text + "\"",
        bool flag => flag ? "true" : "false",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => Content.ToString(),
    };
}
