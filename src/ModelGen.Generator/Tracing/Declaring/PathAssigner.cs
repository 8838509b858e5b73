using System.Collections.Generic;
using System.Globalization;
using Microsoft.CodeAnalysis;
using ModelGen.Generator.Diagnostics;
using ModelGen.Generator.Tracing.Evaluation;
using ModelGen.Generator.Tracing.Values;

namespace ModelGen.Generator.Tracing.Declaring;

/// <summary>Gives every layer and module the path of the field that holds it.</summary>
internal sealed class PathAssigner(TraceSession session)
{
    private readonly Dictionary<string, InstanceValue> owners = new(System.StringComparer.Ordinal);
    private readonly Dictionary<INamedTypeSymbol, ParameterizedField[]> fields = new(SymbolEqualityComparer.Default);
    private readonly List<LayerValue> layers = [];
    private readonly List<string> floatScopes = [];

    /// <summary>The layers that have a path, in the order of their fields.</summary>
    public IReadOnlyList<LayerValue> Layers => layers;

    /// <summary>The paths of the layers and modules that [Precision] keeps in single precision, in the order of their fields.</summary>
    public IReadOnlyList<string> FloatScopes => floatScopes;

    /// <summary>Walks the fields of a model.</summary>
    public void Assign(ObjectValue model) => Assign(model, isFloat: false);

    private void Assign(ObjectValue parent, bool isFloat)
    {
        if (!fields.TryGetValue(parent.Type, out ParameterizedField[]? declared))
        {
            declared = [.. ParameterizedField.Of(parent.Type, session.Symbols)];
            fields.Add(parent.Type, declared);
        }

        foreach (ParameterizedField field in declared)
        {
            if (!parent.Members.TryGetValue(field.Member, out Value? value))
            {
                continue;
            }

            string path = Join(parent.Path, field.Path);
            bool isFieldFloat = PrecisionRules.IsFloat(field.Member, session.Symbols) ?? isFloat;
            if (!field.IsList)
            {
                Assign(value, path, field.Member, isFieldFloat);
                continue;
            }

            List<Value> items = Sequences.Find(value) ?? [];
            for (int i = 0; i < items.Count; i++)
            {
                Assign(items[i], Join(path, i.ToString(CultureInfo.InvariantCulture)), field.Member, isFieldFloat);
            }
        }
    }

    private static string Join(string? parent, string segment) => string.IsNullOrEmpty(parent) ? segment : parent + "." + segment;

    private void Assign(Value value, string path, ISymbol member, bool isFloat)
    {
        if (value is not InstanceValue instance)
        {
            return;
        }

        if (instance.Path is { } other)
        {
            session.Report(Rules.LayerInTwoFields, member.Locations[0], instance.Type.Name, path, other);
            return;
        }

        if (owners.ContainsKey(path))
        {
            session.Report(Rules.DuplicateParameterPath, member.Locations[0], path);
            instance.IsReported = true;
            return;
        }

        owners.Add(path, instance);
        instance.Path = path;
        instance.Field = member.Locations[0];
        if (isFloat)
        {
            floatScopes.Add(path);
        }

        if (instance is LayerValue layer)
        {
            layer.ChannelsFirstInput = FieldRules.ChannelsFirst(member, session.Symbols);
            layers.Add(layer);
        }
        else if (instance is ObjectValue module)
        {
            Assign(module, isFloat);
        }
    }
}
