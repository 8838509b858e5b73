using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using System.Text;
using ModelGen.IR;
using ModelGen.IR.Text;
using ModelGen.Onnx.Export;
using ModelGen.Onnx.Mappings;
using ModelGen.Tests;

namespace ModelGen.Onnx.Tests.Documentation;

/// <summary>The generated parts of the documentation are current.</summary>
public class DocumentationTests
{
    /// <summary>How an operator is written where no layer or function has its name.</summary>
    private static readonly Dictionary<string, string> Spellings = new(StringComparer.Ordinal)
    {
        ["Input"] = "a parameter of `Forward` with `[Input]`",
        ["Literal"] = "a number beside a tensor, as in `x * 2`",
        ["Fused"] = "nothing: the compiler makes it",
        ["Add"] = "`left + right`",
        ["Sub"] = "`left - right`",
        ["Mul"] = "`left * right`",
        ["Div"] = "`left / right`",
        ["Negate"] = "`-x`",
    };

    /// <summary>Layers and functions that are another operator, or several, under a name of their own.</summary>
    private static readonly Dictionary<string, string> Others = new(StringComparer.Ordinal)
    {
        [nameof(DepthwiseConv2D)] = "Conv2D",
        [nameof(Embedding)] = "Gather",
        [nameof(Ops.ToFloat)] = "Cast",
        [nameof(Ops.Flatten)] = "Reshape",
        [nameof(Ops.Squeeze)] = "Reshape",
        [nameof(Ops.Split)] = "Slice",
    };

    private static IEnumerable<Type> Operators => OperatorRegistry.Names.Order(StringComparer.Ordinal).Select(name => typeof(Operator).Assembly.GetType("ModelGen.IR.Operators." + name, throwOnError: true)!);

    [Fact]
    public void Every_operator_has_a_mapping() => Assert.Equal(
        OperatorRegistry.Names.Except(["Input", "Parameter", "Literal", "Fused", "QuantizedUnary"]).Order(),
        MappingTable.All.Select(m => m.OperatorType.Name).Order());

    [Fact]
    public void Every_layer_and_function_is_listed()
    {
        string text = Reference();
        IEnumerable<string> names = Layers().Select(c => "new " + c.DeclaringType!.Name + "(").Concat(Functions().Select(m => "`" + m.Name + "("));
        Assert.All(names, name => Assert.Contains(name, text, StringComparison.Ordinal));
    }

    [Fact]
    public void Onnx_export_is_current()
    {
        var text = new StringBuilder("| operator | ONNX |\n|---|---|\n");
        foreach (OperatorMapping mapping in MappingTable.All)
        {
            text.Append("| ").Append(mapping.OperatorType.Name).Append(" | ").Append(mapping.Onnx).Append(" |\n");
        }

        DocumentationFile.Check("onnx-export.md", text.ToString());
    }

    [Fact]
    public void Operators_are_current() => DocumentationFile.Check("operators.md", Reference());

    private static string Reference()
    {
        var summaries = new XmlSummaries(typeof(Operator));
        Dictionary<Type, OperatorMapping> mappings = MappingTable.All.ToDictionary(m => m.OperatorType);
        var text = new StringBuilder();
        foreach (Type type in Operators)
        {
            string[] spellings = [.. Spellings.TryGetValue(type.Name, out string? spelling) ? [spelling] : Array.Empty<string>(), .. Written(type.Name)];
            string[] attributes = [.. type.GetConstructors().MaxBy(c => c.GetParameters().Length)!.GetParameters().Select(p => $"`{Signatures.Of(p)}`")];
            text.Append("### ").Append(type.Name).Append("\n\n").Append(summaries[type]).Append("\n\n");
            text.Append("- written as: ").Append(spellings.Length == 0 ? "nothing: the compiler makes it" : string.Join(", ", spellings)).Append('\n');
            text.Append("- attributes: ").Append(attributes.Length == 0 ? "none" : string.Join(", ", attributes)).Append('\n');
            text.Append("- ONNX: ").Append(mappings.TryGetValue(type, out OperatorMapping? mapping) ? mapping.Onnx : Unmapped(type.Name)).Append("\n\n");
        }

        return text.ToString();
    }

    private static IEnumerable<string> Written(string name) => Layers()
        .Where(c => Means(c.DeclaringType!.Name, name)).Select(Signatures.Of)
        .Concat(Functions().Where(m => Means(m.Name, name)).Select(Signatures.Of))
        .Select(s => $"`{s}`").Distinct();

    private static bool Means(string member, string name) =>
        Others.TryGetValue(member, out string? other) ? other == name : member.Equals(name, StringComparison.OrdinalIgnoreCase);

    private static IEnumerable<ConstructorInfo> Layers() => typeof(Layer).Assembly.GetExportedTypes()
        .Where(t => t is { IsAbstract: false } && t.IsSubclassOf(typeof(Layer))).OrderBy(t => t.Name, StringComparer.Ordinal).SelectMany(t => t.GetConstructors());

    private static IEnumerable<MethodInfo> Functions() => typeof(Ops).GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly)
        .OrderBy(m => m.Name, StringComparer.Ordinal).ThenBy(m => m.ToString(), StringComparer.Ordinal);

    private static string Unmapped(string name) => name switch
    {
        "Input" => "a graph input",
        "Fused" => "the nodes of its anchor and steps",
        "QuantizedUnary" => "the nodes of its function between `DequantizeLinear` and `QuantizeLinear`",
        _ => "an initializer",
    };
}
