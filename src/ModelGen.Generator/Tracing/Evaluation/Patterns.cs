using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ModelGen.Generator.Tracing.Values;

namespace ModelGen.Generator.Tracing.Evaluation;

/// <summary>Equality and types of values.</summary>
internal static class Patterns
{
    /// <summary>Whether two values are equal; null if one is unknown.</summary>
    public static bool? AreEqual(Value left, Value right) => (left, right) switch
    {
        (UnknownValue, _) or (_, UnknownValue) => null,
        (ConstantValue { Content: { } l }, ConstantValue { Content: { } r }) when Numbers.IsInteger(l) && Numbers.IsInteger(r) => Numbers.Binary(BinaryOperatorKind.Equals, l, r, false) is true,
        (ConstantValue l, ConstantValue r) => Equals(l.Content, r.Content),
        (TupleValue l, TupleValue r) => l.Items.Count == r.Items.Count ? All(l.Items.Zip(r.Items, AreEqual)) : false,
        _ => ReferenceEquals(left, right),
    };

    /// <summary>Whether a value is of a type; null if it is unknown.</summary>
    public static bool? IsOfType(Value value, ITypeSymbol type) => value switch
    {
        UnknownValue => null,
        ConstantValue { IsNull: true } => false,
        InstanceValue instance => BaseTypes(instance.Type).Concat(instance.Type.AllInterfaces).Any(t => SymbolEqualityComparer.Default.Equals(t, type)),
        ConstantValue { Content: { } content } when type.SpecialType != SpecialType.None => content.GetType().Name == type.MetadataName,
        _ => true,
    };

    /// <summary>False if any is false, null if any is unknown, else true.</summary>
    public static bool? All(IEnumerable<bool?> verdicts)
    {
        bool? all = true;
        foreach (bool? verdict in verdicts)
        {
            if (verdict is false)
            {
                return false;
            }

            all = verdict is null ? null : all;
        }

        return all;
    }

    private static IEnumerable<ITypeSymbol> BaseTypes(INamedTypeSymbol? type)
    {
        for (; type is not null; type = type.BaseType)
        {
            yield return type;
        }
    }
}
