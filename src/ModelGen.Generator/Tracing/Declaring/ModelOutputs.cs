using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Microsoft.CodeAnalysis;
using ModelGen.Generator.Declarations;
using ModelGen.Generator.Diagnostics;

namespace ModelGen.Generator.Tracing.Declaring;

/// <summary>Reads how Run yields the results of a model, from [Output] on the return value of Forward.</summary>
internal static class ModelOutputs
{
    /// <summary>The results; attributes that do not fit are reported and have no effect, but that on a model without calibration, whose members stay as it says.</summary>
    /// <param name="session">The trace.</param>
    /// <param name="forward">Forward.</param>
    /// <param name="names">The names of its results.</param>
    /// <param name="calibration">The calibration file of the model; null without one.</param>
    public static OutputDeclaration[] Read(TraceSession session, IMethodSymbol forward, string[] names, string? calibration)
    {
        var types = new Dictionary<string, ElementType>(StringComparer.Ordinal);
        foreach (AttributeData attribute in Attributes(session, forward))
        {
            string? given = Name(attribute);
            string name = given ?? names[0];
            ElementType type = Type(attribute);
            if (Problem(names, given, type, types.ContainsKey(name)) is { } problem)
            {
                session.Report(Rules.OutputMisplaced, FieldRules.Place(attribute, forward), forward.ContainingType.Name, problem);
                continue;
            }

            types.Add(name, type);
            if (IsByte(type) && calibration is null)
            {
                session.Report(Rules.BytesNeedCalibration, FieldRules.Place(attribute, forward), name, forward.ContainingType.Name);
            }
        }

        return [.. names.Select(name => new OutputDeclaration(name, types.TryGetValue(name, out ElementType type) && IsByte(type) ? type : null))];
    }

    /// <summary>The results of a model whose Forward is missing or was reported: those of its tuple, or one.</summary>
    public static OutputDeclaration[] Expected(INamedTypeSymbol model) => [.. ForwardMethod.ExpectedOutputs(model).Select(name => new OutputDeclaration(name, null))];

    /// <summary>Reports attributes on the Forward of a module, whose result is a value inside of models.</summary>
    public static void CheckModule(TraceSession session, IMethodSymbol forward)
    {
        foreach (AttributeData attribute in Attributes(session, forward))
        {
            session.Report(
                Rules.OutputMisplaced, FieldRules.Place(attribute, forward), forward.ContainingType.Name, "what a module returns is a value inside of a model, which is not taken as bytes; remove it");
        }
    }

    private static IEnumerable<AttributeData> Attributes(TraceSession session, IMethodSymbol forward) =>
        forward.GetReturnTypeAttributes().Where(a => a.AttributeClass is not null && SymbolEqualityComparer.Default.Equals(a.AttributeClass, session.Symbols.OutputAttribute));

    private static string? Problem(string[] names, string? given, ElementType type, bool isKnown)
    {
        string all = string.Join(", ", names.Select(n => $"'{n}'"));
        return given is null && names.Length > 1 ? $"it does not say which of the results {all} it is about; name one, as in [return: Output(\"{names[0]}\", Type = ElementType.UInt8)]"
            : given is not null && !names.Contains(given) ? $"there is no result '{given}'; Forward returns {all}"
            : isKnown ? $"it is the second one about the result '{given ?? names[0]}'; remove one"
            : !IsByte(type) && type != ElementType.Float32 ? $"a result is taken as Float32, UInt8 or Int8, not as {type}"
            : null;
    }

    private static bool IsByte(ElementType type) => type is ElementType.UInt8 or ElementType.Int8;

    private static string? Name(AttributeData attribute) => attribute.ConstructorArguments is [{ Value: string name }] ? name : null;

    private static ElementType Type(AttributeData attribute) =>
        attribute.NamedArguments.FirstOrDefault(a => a.Key == "Type").Value.Value is { } type ? (ElementType)Convert.ToInt32(type, CultureInfo.InvariantCulture) : ElementType.Float32;
}
