using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace ModelGen.Generator.Tracing;

/// <summary>The operations of methods, accessors, constructors and initialisers of the compilation, bound once each.</summary>
internal sealed class SourceBodies(Compilation compilation, CancellationToken cancellation)
{
    private readonly Dictionary<SyntaxTree, SemanticModel> models = [];
    private readonly Dictionary<ISymbol, IOperation?> bodies = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<ISymbol, ImmutableArray<MemberInitializer>> initializers = new(SymbolEqualityComparer.Default);

    /// <summary>Whether the source of a symbol can be traced: it is declared in this compilation.</summary>
    public bool IsSource(ISymbol symbol) =>
        SymbolEqualityComparer.Default.Equals(symbol.ContainingAssembly, compilation.Assembly) && !symbol.OriginalDefinition.DeclaringSyntaxReferences.IsEmpty;

    /// <summary>The body of a method, accessor or constructor; null if it has none in source.</summary>
    public IOperation? Of(IMethodSymbol method)
    {
        method = method.PartialImplementationPart ?? method;
        if (!bodies.TryGetValue(method.OriginalDefinition, out IOperation? body))
        {
            body = IsSource(method) ? Bind(method.OriginalDefinition.DeclaringSyntaxReferences[0].GetSyntax(cancellation)) : null;
            bodies.Add(method.OriginalDefinition, body);
        }

        return body;
    }

    /// <summary>The initialisers of instance fields and automatic properties, in the order in which they run.</summary>
    public ImmutableArray<MemberInitializer> InstanceInitializers(INamedTypeSymbol type)
    {
        if (!initializers.TryGetValue(type, out ImmutableArray<MemberInitializer> found))
        {
            found = [.. type.GetMembers().Where(m => !m.IsStatic).Select(Initializer).OfType<MemberInitializer>()];
            initializers.Add(type, found);
        }

        return found;
    }

    /// <summary>The initialiser of a field or automatic property; null if it has none.</summary>
    public MemberInitializer? Initializer(ISymbol member)
    {
        if (member.IsImplicitlyDeclared || !IsSource(member))
        {
            return null;
        }

        EqualsValueClauseSyntax? syntax = member.DeclaringSyntaxReferences[0].GetSyntax(cancellation) switch
        {
            VariableDeclaratorSyntax field => field.Initializer,
            PropertyDeclarationSyntax property => property.Initializer,
            _ => null,
        };
        return syntax is not null && Bind(syntax) is ISymbolInitializerOperation initializer ? new MemberInitializer(member, initializer.Value) : null;
    }

    private IOperation? Bind(SyntaxNode syntax)
    {
        if (!models.TryGetValue(syntax.SyntaxTree, out SemanticModel? model))
        {
            model = compilation.GetSemanticModel(syntax.SyntaxTree);
            models.Add(syntax.SyntaxTree, model);
        }

        return model.GetOperation(syntax, cancellation);
    }
}

/// <summary>A field or automatic property with the expression that it starts with.</summary>
internal sealed record MemberInitializer(ISymbol Member, IOperation Value);
