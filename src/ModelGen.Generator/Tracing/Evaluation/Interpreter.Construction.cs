using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ModelGen.Generator.Diagnostics;
using ModelGen.Generator.Tracing.Layers;
using ModelGen.Generator.Tracing.Library;
using ModelGen.Generator.Tracing.Values;

namespace ModelGen.Generator.Tracing.Evaluation;

/// <content>Construction of layers and of objects whose source is interpreted.</content>
internal sealed partial class Interpreter
{
    /// <summary>Runs a constructor.</summary>
    public Value Construct(INamedTypeSymbol type, IMethodSymbol constructor, IReadOnlyList<Argument> arguments, SyntaxNode syntax, Frame caller)
    {
        if (Session.IsForward && Session.Symbols.IsParameterized(type))
        {
            return Session.Report(Rules.LayerCreatedInForward, syntax, type.Name);
        }

        if (Session.Symbols.FindLayer(type) is { } layer)
        {
            return ConstructLayer(layer, type, constructor, arguments, syntax);
        }

        if (LibraryTable.Find(constructor) is { } function)
        {
            return CallLibrary(function, constructor, null, arguments, syntax, caller);
        }

        if (!Session.Bodies.IsSource(type))
        {
            return Session.Symbols.IsModule(type)
                ? Session.Report(Rules.ModuleFromOtherAssembly, syntax, type.ToDisplayString(), type.ContainingAssembly.Name)
                : Session.Report(Rules.UnsupportedType, syntax, type.ToDisplayString(), Unsupported.TypeAdvice(type));
        }

        if (type.TypeKind == TypeKind.Class && type.BaseType is not (null or { SpecialType: SpecialType.System_Object }))
        {
            return Session.Report(Rules.UnsupportedType, syntax, type.ToDisplayString(), $"it derives from {type.BaseType.ToDisplayString()}; derive from no class");
        }

        if (type.TypeKind is not (TypeKind.Class or TypeKind.Struct))
        {
            return Session.Report(Rules.UnsupportedType, syntax, type.ToDisplayString(), Unsupported.TypeAdvice(type));
        }

        var instance = new ObjectValue(type, syntax.GetLocation());
        if (!Session.TryEnterCall(syntax))
        {
            return UnknownValue.Instance;
        }

        try
        {
            RunConstructor(instance, constructor, arguments, caller.Scope);
            return instance;
        }
        finally
        {
            Session.LeaveCall();
        }
    }

    /// <summary>Creates the model itself, with the defaults of its constructor.</summary>
    public ObjectValue ConstructRoot(INamedTypeSymbol type, Location place)
    {
        var instance = new ObjectValue(type, place);
        if (type.InstanceConstructors.FirstOrDefault() is { } constructor)
        {
            Argument[] defaults = [.. constructor.Parameters.Select(p => new Argument(p, Default(p), p.DeclaringSyntaxReferences[0].GetSyntax(Session.Cancellation)))];
            RunConstructor(instance, constructor, defaults, "");
        }

        return instance;
    }

    /// <summary>The value of a type's default; null if the tracer has none for it.</summary>
    public static Value? DefaultOf(ITypeSymbol? type) => type switch
    {
        null => null,
        { IsReferenceType: true } => ConstantValue.Null,
        INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } => ConstantValue.Null,
        INamedTypeSymbol { TypeKind: TypeKind.Enum, EnumUnderlyingType: { } underlying } => DefaultOf(underlying),
        INamedTypeSymbol { IsTupleType: true } tuple when tuple.TupleElements.Select(e => DefaultOf(e.Type)).ToArray() is var items && items.All(i => i is not null) =>
            new TupleValue([.. items.OfType<Value>()]),
        { SpecialType: SpecialType.System_Boolean } => ConstantValue.False,
        { SpecialType: SpecialType.System_Char } => ConstantValue.Of('\0'),
        { ContainingNamespace.Name: "ModelGen", Name: "Size2D" } => ConstantValue.Of(default(Size2D)),
        { ContainingNamespace.Name: "ModelGen", Name: "Padding" } => ConstantValue.Of(default(Padding)),
        { ContainingNamespace.Name: "ModelGen", Name: "Shape" } => ConstantValue.Of(Shape.Scalar),
        _ => Numbers.Convert(0, type.SpecialType, false) is { } zero ? ConstantValue.Of(zero) : null,
    };

    /// <summary>The default of an optional parameter.</summary>
    private static Value Default(IParameterSymbol parameter) => parameter.HasExplicitDefaultValue && parameter.ExplicitDefaultValue is { } value
        ? ConstantValue.Of(value)
        : DefaultOf(parameter.Type) ?? UnknownValue.Instance;

    private Value ConstructLayer(LayerDefinition definition, INamedTypeSymbol type, IMethodSymbol constructor, IReadOnlyList<Argument> arguments, SyntaxNode syntax)
    {
        var named = new Arguments(arguments);
        bool usable = !named.AnyUnknown && !HasNull(constructor, arguments);
        if (usable)
        {
            foreach ((string parameter, string reason) in definition.Check(named))
            {
                Session.Report(Rules.LayerArgument, named.SyntaxOf(parameter), type.Name, parameter, Text(named[parameter]), reason);
                usable = false;
            }
        }

        return new LayerValue(definition, usable ? named : null, type, syntax.GetLocation());
    }

    private static string Text(Value value) => value is ListValue list ? "[" + string.Join(", ", list.Items.Select(i => i.Describe())) + "]" : value.Describe();

    private void RunConstructor(ObjectValue instance, IMethodSymbol constructor, IReadOnlyList<Argument> arguments, string scope)
    {
        var frame = new Frame(instance, scope) { UnderConstruction = instance };
        bool isPrimary = !constructor.DeclaringSyntaxReferences.IsEmpty
            && constructor.DeclaringSyntaxReferences[0].GetSyntax(Session.Cancellation) is TypeDeclarationSyntax;
        foreach (Argument argument in arguments)
        {
            if (isPrimary)
            {
                instance.PrimaryParameters[argument.Parameter] = argument.Value;
                SetPositionalProperty(instance, argument);
            }
            else
            {
                frame.Declare(constructor.OriginalDefinition.Parameters[argument.Parameter.Ordinal], argument.Value);
            }
        }

        var body = isPrimary ? null : Session.Bodies.Of(constructor) as IConstructorBodyOperation;
        if (body?.Initializer is IExpressionStatementOperation { Operation: IInvocationOperation chained }
            && SymbolEqualityComparer.Default.Equals(chained.TargetMethod.ContainingType, instance.Type))
        {
            RunConstructor(instance, chained.TargetMethod, expressions.Arguments(chained.Arguments, frame), scope);
        }
        else
        {
            foreach (MemberInitializer initializer in Session.Bodies.InstanceInitializers(instance.Type))
            {
                instance.Members[initializer.Member] = Evaluate(initializer.Value, frame);
            }
        }

        Execute(body?.BlockBody ?? body?.ExpressionBody, frame);
    }

    /// <summary>A positional record stores its primary constructor's parameters in properties of the same names.</summary>
    private static void SetPositionalProperty(ObjectValue instance, Argument argument)
    {
        if (instance.Type.IsRecord && instance.Type.GetMembers(argument.Parameter.Name).OfType<IPropertySymbol>().FirstOrDefault() is { } property)
        {
            instance.Members[property] = argument.Value;
        }
    }
}
