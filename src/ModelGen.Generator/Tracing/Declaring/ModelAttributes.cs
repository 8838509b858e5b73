using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using ModelGen.Generator.Declarations;
using ModelGen.Generator.Diagnostics;

namespace ModelGen.Generator.Tracing.Declaring;

/// <summary>Reads [Model] and [Target].</summary>
internal static class ModelAttributes
{
    /// <summary>The weights file as written; null without one.</summary>
    public static string? Weights(AttributeData? model) => Named(model, "Weights") as string;

    /// <summary>The calibration file as written; null without one.</summary>
    public static string? Calibration(AttributeData? model) => Named(model, "Calibration") as string;

    /// <summary>Whether a calibrated model is compiled in single precision, too.</summary>
    public static bool KeepFloat(AttributeData? model) => Named(model, "KeepFloat") is true;

    /// <summary>The batch size, 1 where it is not usable, which is reported.</summary>
    public static int Batch(TraceSession session, AttributeData? model)
    {
        int batch = Named(model, "Batch") as int? ?? 1;
        if (batch >= 1)
        {
            return batch;
        }

        Location? place = model?.ApplicationSyntaxReference is { } reference ? Location.Create(reference.SyntaxTree, reference.Span) : null;
        session.Report(Rules.BatchSize, place, batch.ToString(System.Globalization.CultureInfo.InvariantCulture));
        return 1;
    }

    /// <summary>The back ends, in the order of the attributes; the CPU without any.</summary>
    public static TargetDeclaration[] Targets(TraceSession session, INamedTypeSymbol model)
    {
        IEnumerable<AttributeData> attributes = model.GetAttributes().Where(a => SymbolEqualityComparer.Default.Equals(a.AttributeClass, session.Symbols.TargetAttribute));
        TargetDeclaration[] targets = [.. attributes.Select(Target).OfType<TargetDeclaration>().Distinct()];
        return targets.Length > 0 ? targets : [new TargetDeclaration("Cpu", null)];
    }

    private static TargetDeclaration? Target(AttributeData attribute)
    {
        if (attribute.ConstructorArguments is not [{ Type: INamedTypeSymbol backend, Value: { } value }])
        {
            return null;
        }

        IFieldSymbol? member = backend.GetMembers().OfType<IFieldSymbol>().FirstOrDefault(f => Equals(f.ConstantValue, value));
        return member is null ? null : new TargetDeclaration(member.Name, Named(attribute, "Preset") as string);
    }

    private static object? Named(AttributeData? attribute, string name) => attribute?.NamedArguments.FirstOrDefault(a => a.Key == name).Value.Value;
}
