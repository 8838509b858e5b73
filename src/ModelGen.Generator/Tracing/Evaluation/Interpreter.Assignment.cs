using System.Collections.Generic;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ModelGen.Generator.Diagnostics;
using ModelGen.Generator.Tracing.Values;

namespace ModelGen.Generator.Tracing.Evaluation;

/// <content>Assignment, and static members.</content>
internal sealed partial class Interpreter
{
    private readonly Dictionary<ISymbol, Value> statics = new(SymbolEqualityComparer.Default);

    /// <summary>Assigns a value to a variable, member, element, or tuple of them; yields the value.</summary>
    public Value Assign(IOperation target, Value value, Frame frame)
    {
        switch (target)
        {
            case IDiscardOperation:
                break;
            case IDeclarationExpressionOperation declaration:
                return Assign(declaration.Expression, value, frame);
            case ITupleOperation tuple:
                AssignElements(tuple, value, frame);
                break;
            case ILocalReferenceOperation local:
                if (!frame.TryAssign(local.Local, value))
                {
                    frame.Declare(local.Local, value);
                }

                break;
            case IParameterReferenceOperation parameter:
                AssignParameter(parameter, value, frame);
                break;
            case IFieldReferenceOperation field:
                AssignMember(field.Field, field.Instance, target, value, frame);
                break;
            case IPropertyReferenceOperation { Property.IsIndexer: true, Arguments: [var index] } property:
                AssignElement(Evaluate(property.Instance, frame), Evaluate(index.Value, frame), index.Syntax, target, value);
                break;
            case IPropertyReferenceOperation property:
                AssignMember(property.Property, property.Instance, target, value, frame);
                break;
            case IArrayElementReferenceOperation { Indices: [var index] } element:
                AssignElement(Evaluate(element.ArrayReference, frame), Evaluate(index, frame), index.Syntax, target, value);
                break;
            default:
                return Session.Report(Rules.UnsupportedExpression, target.Syntax, SyntaxText.Of(target.Syntax), "is no place that the tracer can assign to", "use a local variable");
        }

        return value;
    }

    /// <summary>The value of a static readonly field.</summary>
    public Value StaticField(IFieldSymbol field, SyntaxNode syntax)
    {
        if (field.HasConstantValue)
        {
            return ConstantValue.Of(field.ConstantValue);
        }

        if (!field.IsReadOnly || !Session.Bodies.IsSource(field))
        {
            return Session.Report(Rules.ValueNotConstant, syntax, SyntaxText.Of(syntax), field.IsReadOnly ? "is a static field of another project" : "is a static field that can change", "make it a constant or 'static readonly' field of this project");
        }

        return Static(field) ?? DefaultOf(field.Type) ?? UnknownValue.Instance;
    }

    /// <summary>The value of a static automatic property that only its initialiser sets; null if the property is none.</summary>
    public Value? StaticProperty(IPropertySymbol property, SyntaxNode syntax)
    {
        if (Session.Bodies.Initializer(property) is null)
        {
            return null;
        }

        return property.SetMethod is null
            ? Static(property)
            : Session.Report(Rules.ValueNotConstant, syntax, SyntaxText.Of(syntax), "is a static property that can change", "remove its setter");
    }

    private Value? Static(ISymbol member)
    {
        if (!statics.TryGetValue(member, out Value? value))
        {
            if (Session.Bodies.Initializer(member) is not { } initializer)
            {
                return null;
            }

            statics[member] = UnknownValue.Instance;
            value = Evaluate(initializer.Value, new Frame(null, ""));
            statics[member] = value;
        }

        return value;
    }

    private void AssignElements(ITupleOperation targets, Value value, Frame frame)
    {
        IReadOnlyList<Value>? items = (value as TupleValue)?.Items;
        if (items is null && value is not UnknownValue)
        {
            Session.Report(Rules.UnsupportedExpression, targets.Syntax, SyntaxText.Of(targets.Syntax), $"takes {value.Describe()} apart", "take a tuple apart, or read the members one by one");
        }

        for (int i = 0; i < targets.Elements.Length; i++)
        {
            Assign(targets.Elements[i], items is not null && i < items.Count ? items[i] : UnknownValue.Instance, frame);
        }
    }

    private void AssignParameter(IParameterReferenceOperation parameter, Value value, Frame frame)
    {
        if (frame.TryAssign(parameter.Parameter, value))
        {
            return;
        }

        if (frame.UnderConstruction is { } self && self.PrimaryParameters.ContainsKey(parameter.Parameter))
        {
            self.PrimaryParameters[parameter.Parameter] = value;
            return;
        }

        Session.Report(Rules.FieldAssignedInForward, parameter.Syntax, parameter.Parameter.Name);
    }

    private void AssignMember(ISymbol member, IOperation? instance, IOperation target, Value value, Frame frame)
    {
        Value? owner = instance is null ? null : Evaluate(instance, frame);
        bool isImplicit = instance is IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ImplicitReceiver };
        if (owner is ObjectValue self && (isImplicit || ReferenceEquals(self, frame.UnderConstruction)))
        {
            if (member is IPropertySymbol { SetMethod: { } setter } && Session.Bodies.Of(setter) is IMethodBodyOperation { BlockBody: not null } or IMethodBodyOperation { ExpressionBody: not null })
            {
                Session.Report(Rules.UnsupportedCall, target.Syntax, SyntaxText.Of(target.Syntax), "its setter runs code; assign a field or an automatic property");
                return;
            }

            self.Members[member] = value;
        }
        else if (owner is not UnknownValue)
        {
            Session.Report(Rules.FieldAssignedInForward, target.Syntax, SyntaxText.Of(target.Syntax));
        }
    }

    private void AssignElement(Value list, Value index, SyntaxNode indexSyntax, IOperation target, Value value)
    {
        if (list is ConstantValue { IsNull: true })
        {
            Session.Report(Rules.NullReference, target.Syntax, SyntaxText.Of(target.Syntax), "an element of it is assigned");
        }
        else if (list is ListValue { Items: var items } && Position(items.Count, index, indexSyntax, target.Syntax) is { } position)
        {
            items[position] = value;
        }
        else if (list is ListValue { Items: var unknown } && index is UnknownValue)
        {
            for (int i = 0; i < unknown.Count; i++)
            {
                unknown[i] = UnknownValue.Instance;
            }
        }
    }
}
