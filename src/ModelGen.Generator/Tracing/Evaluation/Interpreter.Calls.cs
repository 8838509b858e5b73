using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using ModelGen.Generator.Diagnostics;
using ModelGen.Generator.Tracing.Layers;
using ModelGen.Generator.Tracing.Library;
using ModelGen.Generator.Tracing.Values;

namespace ModelGen.Generator.Tracing.Evaluation;

/// <content>Calls: of the library, of layers, of delegates and of methods in source.</content>
internal sealed partial class Interpreter
{
    private const string ForwardName = "Forward";

    /// <summary>Calls a method or accessor.</summary>
    public Value Call(IMethodSymbol method, Value? instance, IReadOnlyList<Argument> arguments, SyntaxNode syntax, Frame caller)
    {
        if (instance is UnknownValue)
        {
            return instance;
        }

        if (instance is ConstantValue { IsNull: true } && !IsNullable(method.ContainingType))
        {
            return Session.Report(Rules.NullReference, syntax, Receiver(syntax), $"'{method.Name}' needs an object; write '?.' where null is meant");
        }

        if (instance is LayerValue layer)
        {
            return CallLayer(layer, method, arguments, syntax);
        }

        if (instance is ClosureValue closure && method.MethodKind == MethodKind.DelegateInvoke)
        {
            return Invoke(closure, [.. arguments.Select(a => a.Value)], syntax, caller);
        }

        if (instance is ListValue list && CallList(list, method, arguments, syntax) is { } element)
        {
            return element;
        }

        return LibraryTable.Find(method) is { } function
            ? CallLibrary(function, method, instance, arguments, syntax, caller)
            : CallSource(method, instance, arguments, syntax, caller);
    }

    private static bool IsNullable(INamedTypeSymbol? type) => type?.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T;

    private static string Receiver(SyntaxNode syntax) => SyntaxText.Of(syntax switch
    {
        Microsoft.CodeAnalysis.CSharp.Syntax.InvocationExpressionSyntax { Expression: Microsoft.CodeAnalysis.CSharp.Syntax.MemberAccessExpressionSyntax access } => access.Expression,
        Microsoft.CodeAnalysis.CSharp.Syntax.MemberAccessExpressionSyntax access => access.Expression,
        Microsoft.CodeAnalysis.CSharp.Syntax.ElementAccessExpressionSyntax access => access.Expression,
        _ => syntax,
    });

    private Value CallLibrary(LibraryFunction function, IMethodSymbol method, Value? instance, IReadOnlyList<Argument> arguments, SyntaxNode syntax, Frame caller)
    {
        var named = new Arguments(arguments);
        if (named.AnyUnknown || HasNull(method, arguments))
        {
            return UnknownValue.Instance;
        }

        return function(new LibraryCall(this, method.Name, instance, named, syntax, caller));
    }

    /// <summary>Whether a method of the DSL is given null where it needs a value; that is reported.</summary>
    private bool HasNull(IMethodSymbol method, IReadOnlyList<Argument> arguments)
    {
        if (method.ContainingNamespace?.Name != "ModelGen")
        {
            return false;
        }

        bool found = false;
        foreach (Argument argument in arguments)
        {
            bool isNull = argument.Value is ConstantValue { IsNull: true } && !IsNullable(argument.Parameter.Type as INamedTypeSymbol);
            bool holdsNull = argument.Value is ListValue { Items: var items } && items.Any(i => i is ConstantValue { IsNull: true });
            if (isNull || holdsNull)
            {
                Session.Report(Rules.NullReference, argument.Syntax, SyntaxText.Of(argument.Syntax), $"'{method.Name}' needs a value for '{argument.Parameter.Name}'");
                found = true;
            }
        }

        return found;
    }

    private Value CallLayer(LayerValue layer, IMethodSymbol method, IReadOnlyList<Argument> arguments, SyntaxNode syntax)
    {
        bool isForward = method.Name == ForwardName && method.Parameters.Length == 1 && layer.Definition.ValueProperty is null;
        if (!isForward && (method.AssociatedSymbol is not IPropertySymbol property || property.Name != layer.Definition.ValueProperty))
        {
            return Session.Report(Rules.UnsupportedCall, syntax, SyntaxText.Of(syntax), $"of a {layer.Type.Name}, only {layer.Definition.ValueProperty ?? ForwardName} is part of a network");
        }

        layer.IsUsed = true;
        if (layer is { Path: null, IsReported: true })
        {
            return UnknownValue.Instance;
        }

        if (layer.Path is null)
        {
            return Session.Report(Rules.LayerFieldType, layer.Creation, layer.Type.Name);
        }

        if (layer.Arguments is null || new Arguments(arguments).AnyUnknown || HasNull(method, arguments))
        {
            return UnknownValue.Instance;
        }

        var input = isForward ? (TensorValue)arguments[0].Value : null;
        return layer.Definition.Forward(new LayerCall(Session, layer, layer.Path, input, syntax));
    }

    private Value? CallList(ListValue list, IMethodSymbol method, IReadOnlyList<Argument> arguments, SyntaxNode syntax)
    {
        if (method.AssociatedSymbol is not IPropertySymbol property || method.MethodKind != MethodKind.PropertyGet)
        {
            return null;
        }

        return property.Name switch
        {
            "Length" or "Count" => ConstantValue.Of(list.Items.Count),
            _ when property.IsIndexer && arguments.Count == 1 => Element(list.Items, arguments[0].Value, arguments[0].Syntax, syntax),
            _ => null,
        };
    }

    /// <summary>An element of a list; unknown, and reported, where the index is outside.</summary>
    public Value Element(List<Value> items, Value index, SyntaxNode indexSyntax, SyntaxNode syntax) => Position(items.Count, index, indexSyntax, syntax) is { } position
        ? items[position]
        : UnknownValue.Instance;

    /// <summary>An index into a list of that length; null, and reported, where it is outside or unknown.</summary>
    public int? Position(int count, Value index, SyntaxNode indexSyntax, SyntaxNode syntax)
    {
        if (index is not ConstantValue { Content: { } number } || !(Numbers.IsInteger(number) || number is IndexFromEnd))
        {
            return null;
        }

        long position = number is IndexFromEnd end ? count - end.Value : (long)Numbers.Convert(number, SpecialType.System_Int64, false)!;
        if (position >= 0 && position < count)
        {
            return (int)position;
        }

        Session.Report(Rules.IndexOutOfRange, indexSyntax, index.Describe(), SyntaxText.Of(syntax), $"a list of {count}");
        return null;
    }

    private Value CallSource(IMethodSymbol method, Value? instance, IReadOnlyList<Argument> arguments, SyntaxNode syntax, Frame caller)
    {
        IMethodSymbol target = Target(method, instance);
        if (Session.Symbols.IsTensor(method.ContainingType))
        {
            return Session.Report(Rules.TensorValuesRead, syntax, SyntaxText.Of(syntax));
        }

        if (Session.Bodies.Of(target) is not { } body)
        {
            return Session.Symbols.IsModule(target.ContainingType) && !Session.Bodies.IsSource(target.ContainingType)
                ? Session.Report(Rules.ModuleFromOtherAssembly, syntax, target.ContainingType.ToDisplayString(), target.ContainingAssembly.Name)
                : Session.Report(Rules.UnsupportedCall, syntax, SyntaxText.Of(syntax), Unsupported.CallAdvice(target));
        }

        if (target.IsAsync || target.IsIterator)
        {
            return Session.Report(Rules.UnsupportedCall, syntax, SyntaxText.Of(syntax), "it is async or an iterator; write an ordinary method that returns an array");
        }

        if (instance is not (null or ObjectValue))
        {
            return Session.Report(Rules.UnsupportedCall, syntax, SyntaxText.Of(syntax), $"it is called on {instance.Describe()}; make it a static method");
        }

        var self = instance as ObjectValue;
        var frame = new Frame(self, self?.Path ?? caller.Scope) { UnderConstruction = self is not null && ReferenceEquals(self, caller.UnderConstruction) ? self : null };
        foreach (Argument argument in arguments)
        {
            if (argument.Parameter.RefKind is RefKind.Ref or RefKind.Out)
            {
                return Session.Report(Rules.UnsupportedCall, syntax, SyntaxText.Of(syntax), $"parameter '{argument.Parameter.Name}' is passed by reference; return a tuple");
            }

            frame.Declare(target.OriginalDefinition.Parameters[argument.Parameter.Ordinal], argument.Value);
        }

        if (!Session.TryEnterCall(syntax))
        {
            return UnknownValue.Instance;
        }

        try
        {
            return Run(body, frame);
        }
        finally
        {
            Session.LeaveCall();
        }
    }

    /// <summary>The method that runs: the override or implementation of the object's own class.</summary>
    private static IMethodSymbol Target(IMethodSymbol method, Value? instance)
    {
        if (instance is not ObjectValue self || SymbolEqualityComparer.Default.Equals(method.ContainingType, self.Type))
        {
            return method;
        }

        return method.ContainingType.TypeKind == TypeKind.Interface
            ? self.Type.FindImplementationForInterfaceMember(method) as IMethodSymbol ?? method
            : self.Type.GetMembers(method.Name).OfType<IMethodSymbol>().FirstOrDefault(m => SymbolEqualityComparer.Default.Equals(m.OverriddenMethod, method)) ?? method;
    }
}
