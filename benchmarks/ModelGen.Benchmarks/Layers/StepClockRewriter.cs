using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ModelGen.Benchmarks.Layers;

/// <summary>Makes the steps of a generated program call <see cref="StepClock"/>.</summary>
/// <param name="space">The namespace of the program.</param>
internal sealed class StepClockRewriter(string space) : CSharpSyntaxRewriter
{
    /// <inheritdoc/>
    public override SyntaxNode? VisitMethodDeclaration(MethodDeclarationSyntax node)
    {
        if (node is not { Identifier.ValueText: "Run", Body: { } body, Parent: ClassDeclarationSyntax { Identifier.ValueText: "Steps", Parent: BaseNamespaceDeclarationSyntax parent } }
            || parent.Name.ToString() != space)
        {
            return node;
        }

        IEnumerable<StatementSyntax> timed = body.Statements.SelectMany((step, i) => new[] { step, Call($"Lap({i})") });
        return node.WithBody(body.WithStatements(SyntaxFactory.List(timed.Prepend(Call("Begin(context)")))));
    }

    private static StatementSyntax Call(string call) => SyntaxFactory.ParseStatement($"global::{typeof(StepClock).FullName}.{call};\n");
}
