using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using ModelGen.Generator.Declarations;
using ModelGen.Generator.Diagnostics;
using ModelGen.Npu;

namespace ModelGen.Generator.Tracing.Declaring;

/// <summary>Reads [Model] and [Target].</summary>
internal static class ModelAttributes
{
    /// <summary>The name of the NPU back end in [Target].</summary>
    public const string NpuBackend = "Npu";

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

        session.Report(Rules.BatchSize, Place(model), batch.ToString(System.Globalization.CultureInfo.InvariantCulture));
        return 1;
    }

    /// <summary>The back ends, in the order of the attributes; the CPU without any.</summary>
    /// <param name="session">The trace.</param>
    /// <param name="model">The class.</param>
    /// <param name="calibration">Its calibration file; null without one.</param>
    public static TargetDeclaration[] Targets(TraceSession session, INamedTypeSymbol model, string? calibration)
    {
        IEnumerable<AttributeData> attributes = model.GetAttributes().Where(a => SymbolEqualityComparer.Default.Equals(a.AttributeClass, session.Symbols.TargetAttribute));
        TargetDeclaration[] targets = [.. attributes.Select(a => Check(session, model, calibration, a, Target(a))).OfType<TargetDeclaration>().Distinct()];
        return targets.Length > 0 ? targets : [new TargetDeclaration("Cpu", null)];
    }

    /// <summary>The target, or null where it is an NPU that there is not, which is reported.</summary>
    private static TargetDeclaration? Check(TraceSession session, INamedTypeSymbol model, string? calibration, AttributeData attribute, TargetDeclaration? target)
    {
        if (target is not { Backend: NpuBackend } npu)
        {
            return target;
        }

        Location? place = Place(attribute);
        if (npu.Preset is null || NpuPresets.Find(npu.Preset) is null)
        {
            session.Report(Rules.UnknownNpu, place, npu.Preset is null ? "no NPU" : $"'{npu.Preset}', which is none", string.Join(", ", NpuPresets.All.Select(p => p.Machine.Name)));
            return null;
        }

        if (calibration is null)
        {
            session.Report(Rules.NpuNeedsCalibration, place, model.Name);
            return null;
        }

        return npu;
    }

    private static Location? Place(AttributeData? attribute) =>
        attribute?.ApplicationSyntaxReference is { } reference ? Location.Create(reference.SyntaxTree, reference.Span) : null;

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
