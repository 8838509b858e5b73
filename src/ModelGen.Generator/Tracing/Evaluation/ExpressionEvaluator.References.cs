using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ModelGen.Generator.Diagnostics;
using ModelGen.Generator.Tracing.Library;
using ModelGen.Generator.Tracing.Values;

namespace ModelGen.Generator.Tracing.Evaluation;

/// <content>Variables, fields, properties and elements, and their assignment.</content>
internal sealed partial class ExpressionEvaluator
{
    /// <inheritdoc/>
    public override Value VisitLocalReference(ILocalReferenceOperation operation, Frame frame) => frame.Find(operation.Local) ?? UnknownValue.Instance;

    /// <inheritdoc/>
    public override Value VisitParameterReference(IParameterReferenceOperation operation, Frame frame) => frame.Find(operation.Parameter) ?? UnknownValue.Instance;

    /// <inheritdoc/>
    public override Value VisitInstanceReference(IInstanceReferenceOperation operation, Frame frame) => operation.ReferenceKind switch
    {
        InstanceReferenceKind.ImplicitReceiver => frame.ImplicitReceivers.Peek(),
        InstanceReferenceKind.PatternInput => frame.PatternInputs.Peek(),
        _ => (Value?)frame.Self ?? UnknownValue.Instance,
    };

    /// <inheritdoc/>
    public override Value VisitFieldReference(IFieldReferenceOperation operation, Frame frame)
    {
        if (operation.Instance is null)
        {
            return interpreter.StaticField(operation.Field, operation.Syntax);
        }

        Value instance = interpreter.Evaluate(operation.Instance, frame);
        return instance switch
        {
            ObjectValue self => self.Members.TryGetValue(operation.Field, out Value? value) ? value : Interpreter.DefaultOf(operation.Field.Type) ?? UnknownValue.Instance,
            TupleValue tuple => TupleElement(tuple, operation.Field),
            UnknownValue => instance,
            ConstantValue { IsNull: true } => Session.Report(Rules.NullReference, operation.Syntax, SyntaxText.Of(operation.Instance.Syntax), $"'{operation.Field.Name}' needs an object"),
            _ => DefaultVisit(operation, frame),
        };
    }

    /// <inheritdoc/>
    public override Value VisitPropertyReference(IPropertyReferenceOperation operation, Frame frame)
    {
        Value? instance = operation.Instance is null ? null : interpreter.Evaluate(operation.Instance, frame);
        IReadOnlyList<Argument> arguments = Arguments(operation.Arguments, frame);
        if (instance is ObjectValue self && self.Members.TryGetValue(operation.Property, out Value? stored))
        {
            return stored;
        }

        if (instance is ConstantValue { Content: Shape shape } && operation.Property.IsIndexer && arguments.Count == 1)
        {
            return Extent(shape, arguments[0], operation.Syntax);
        }

        if (operation.Property.GetMethod is not { } getter || arguments.Any(a => a.Value is UnknownValue))
        {
            return UnknownValue.Instance;
        }

        if (operation.Instance is null && interpreter.StaticProperty(operation.Property, operation.Syntax) is { } initial)
        {
            return initial;
        }

        return instance is ObjectValue && Session.Bodies.IsSource(getter) && Session.Bodies.Of(getter) is not (IMethodBodyOperation { BlockBody: not null } or IMethodBodyOperation { ExpressionBody: not null } or IBlockOperation)
            ? Interpreter.DefaultOf(operation.Property.Type) ?? UnknownValue.Instance
            : interpreter.Call(getter, instance, arguments, operation.Syntax, frame);
    }

    /// <inheritdoc/>
    public override Value VisitArrayElementReference(IArrayElementReferenceOperation operation, Frame frame)
    {
        Value array = interpreter.Evaluate(operation.ArrayReference, frame);
        Value[] indices = [.. operation.Indices.Select(i => interpreter.Evaluate(i, frame))];
        if (array is ConstantValue { IsNull: true })
        {
            return Session.Report(Rules.NullReference, operation.Syntax, SyntaxText.Of(operation.ArrayReference.Syntax), "an element of it is read");
        }

        return array is ListValue list && indices.Length == 1
            ? interpreter.Element(list.Items, indices[0], operation.Indices[0].Syntax, operation.Syntax)
            : UnknownValue.Instance;
    }

    /// <inheritdoc/>
    public override Value VisitImplicitIndexerReference(IImplicitIndexerReferenceOperation operation, Frame frame)
    {
        Value instance = interpreter.Evaluate(operation.Instance, frame);
        Value index = interpreter.Evaluate(operation.Argument, frame);
        return Sequences.Find(instance) is { } items
            ? interpreter.Element(items, index, operation.Argument.Syntax, operation.Syntax)
            : instance is UnknownValue ? instance : DefaultVisit(operation, frame);
    }

    /// <inheritdoc/>
    public override Value VisitSimpleAssignment(ISimpleAssignmentOperation operation, Frame frame) => operation.IsRef
        ? Session.Report(Rules.UnsupportedExpression, operation.Syntax, SyntaxText.Of(operation.Syntax), "assigns a reference", "assign the value")
        : interpreter.Assign(operation.Target, interpreter.Evaluate(operation.Value, frame), frame);

    /// <inheritdoc/>
    public override Value VisitCompoundAssignment(ICompoundAssignmentOperation operation, Frame frame)
    {
        Value left = interpreter.Evaluate(operation.Target, frame);
        Value right = interpreter.Evaluate(operation.Value, frame);
        if (left is ConstantValue { Content: { } l } && operation.OperatorMethod is null && operation.Value.Type is { } common && Numbers.IsNumber(l) && operation.OperatorKind is not (BinaryOperatorKind.LeftShift or BinaryOperatorKind.RightShift))
        {
            left = ConstantValue.Of(Numbers.Convert(l, common.SpecialType, operation.IsChecked) ?? l);
        }

        Value result = Binary(operation, operation.OperatorKind, operation.OperatorMethod, left, right, operation.Value.Syntax, operation.IsChecked, operation.IsLifted, frame);
        if (result is ConstantValue { Content: { } number } && Numbers.IsNumber(number) && Underlying(operation.Target.Type) is { } type && IsNumeric(type))
        {
            result = Arithmetic(operation, () => Numbers.Convert(number, type.SpecialType, operation.IsChecked), frame);
        }

        return interpreter.Assign(operation.Target, result, frame);
    }

    /// <inheritdoc/>
    public override Value VisitDeconstructionAssignment(IDeconstructionAssignmentOperation operation, Frame frame) =>
        interpreter.Assign(operation.Target, interpreter.Evaluate(operation.Value, frame), frame);

    /// <inheritdoc/>
    public override Value VisitDeclarationExpression(IDeclarationExpressionOperation operation, Frame frame) => interpreter.Evaluate(operation.Expression, frame);

    private Value Extent(Shape shape, Argument axis, SyntaxNode syntax)
    {
        if (axis.Value is not ConstantValue { Content: int index })
        {
            return UnknownValue.Instance;
        }

        return index >= -shape.Rank && index < shape.Rank
            ? ConstantValue.Of(shape[index])
            : Session.Report(Rules.IndexOutOfRange, axis.Syntax, axis.Value.Describe(), SyntaxText.Of(syntax), $"the shape {shape}");
    }

    private static Value TupleElement(TupleValue tuple, IFieldSymbol field)
    {
        IFieldSymbol element = field.CorrespondingTupleField ?? field;
        return int.TryParse(element.Name.Replace("Item", ""), out int position) && position >= 1 && position <= tuple.Items.Count
            ? tuple.Items[position - 1]
            : UnknownValue.Instance;
    }
}
