using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Microsoft.CodeAnalysis;
using ModelGen.Generator.Declarations;
using ModelGen.Generator.Diagnostics;
using ModelGen.IR;

namespace ModelGen.Generator.Tracing.Declaring;

/// <summary>Reads the inputs of a model from the parameters of Forward.</summary>
internal static class ModelInputs
{
    /// <summary>One input per parameter, null where it was reported.</summary>
    public static IReadOnlyList<InputDeclaration?> Read(TraceSession session, IMethodSymbol forward, int batch) =>
        [.. forward.Parameters.Select(p => Read(session, p, batch))];

    /// <summary>The inputs of a model whose Forward is missing or was reported: its parameters, or one.</summary>
    public static InputDeclaration[] Expected(TraceSession session, INamedTypeSymbol model) => ForwardMethod.Candidates(model).FirstOrDefault() is { } forward
        ? [.. forward.Parameters.Select(p => Expected(session, p))]
        : [new InputDeclaration("input", default)];

    /// <summary>What a parameter is meant to be that was reported: its name, and the element type if [Input] gives one.</summary>
    private static InputDeclaration Expected(TraceSession session, IParameterSymbol parameter) => new(
        parameter.Name,
        new TensorType(DslSymbols.Find(parameter, session.Symbols.InputAttribute) is { } found && Element(found) is var element && IsUsable(element) ? element : ElementType.Float32, default));

    private static InputDeclaration? Read(TraceSession session, IParameterSymbol parameter, int batch)
    {
        Location place = parameter.Locations[0];
        if (parameter.Type.TypeKind == TypeKind.Error)
        {
            session.HasInvalidCode = true;
            return null;
        }

        if (!session.Symbols.IsTensor(parameter.Type))
        {
            session.Report(Rules.ForwardParameterType, place, parameter.Name, parameter.Type.ToDisplayString());
            return null;
        }

        if (DslSymbols.Find(parameter, session.Symbols.InputAttribute) is not { } attribute)
        {
            session.Report(Rules.InputAttributeMissing, place, parameter.Name);
            return null;
        }

        int[] sample = attribute.ConstructorArguments is [{ Kind: TypedConstantKind.Array, IsNull: false } array]
            ? [.. array.Values.Select(v => v.Value is int extent ? extent : 0)]
            : [];
        ElementType element = Element(attribute);
        if (Problem(sample, batch, element) is not { } problem)
        {
            return new InputDeclaration(parameter.Name, new TensorType(element, new Shape([batch, .. sample])));
        }

        Location attributePlace = attribute.ApplicationSyntaxReference is { } reference ? Location.Create(reference.SyntaxTree, reference.Span) : place;
        session.Report(Rules.InputShape, attributePlace, parameter.Name, string.Join(", ", sample), problem);
        return null;
    }

    private static bool IsUsable(ElementType element) => element is ElementType.Float32 or ElementType.Int32 or ElementType.UInt8 or ElementType.Int8;

    private static ElementType Element(AttributeData attribute) =>
        attribute.NamedArguments.FirstOrDefault(a => a.Key == "Type").Value.Value is { } type
            ? (ElementType)Convert.ToInt32(type, CultureInfo.InvariantCulture)
            : ElementType.Float32;

    private static string? Problem(int[] sample, int batch, ElementType element)
    {
        if (!IsUsable(element))
        {
            return $"an input has elements of type Float32, Int32, UInt8 or Int8, not {element}";
        }

        if (sample.Any(extent => extent < 1))
        {
            return "every extent is at least 1";
        }

        long count = sample.Aggregate((long)batch, (product, extent) => Math.Min(product * extent, 1L << 40));
        return count > int.MaxValue ? $"with a batch of {batch} it has more than 2^31 - 1 elements" : null;
    }
}
