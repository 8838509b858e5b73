using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using ModelGen.Generator.Diagnostics;

namespace ModelGen.Generator.Tracing.Declaring;

/// <summary>Finds and checks the method that defines the network.</summary>
internal static class ForwardMethod
{
    private const string Name = "Forward", OnlyOutput = "output";

    /// <summary>The methods called Forward, usable or not.</summary>
    public static IEnumerable<IMethodSymbol> Candidates(INamedTypeSymbol type) =>
        type.GetMembers(Name).OfType<IMethodSymbol>().Where(m => m.MethodKind == MethodKind.Ordinary);

    /// <summary>Forward; null if the class has none that can be used, which is reported, or is static, which was reported.</summary>
    /// <param name="session">The trace.</param>
    /// <param name="type">The class.</param>
    /// <param name="example">Parameters to propose.</param>
    public static IMethodSymbol? Find(TraceSession session, INamedTypeSymbol type, string example)
    {
        if (type.IsStatic)
        {
            return null;
        }

        IMethodSymbol[] candidates = [.. Candidates(type)];
        if (candidates.Length == 0)
        {
            session.Report(Rules.ForwardMissing, type.Locations[0], type.Name, example);
            return null;
        }

        IMethodSymbol forward = candidates[0];
        string? reason = candidates.Length > 1 ? $"exists {candidates.Length} times"
            : forward.IsStatic ? "is static"
            : forward.IsGenericMethod ? "is generic"
            : forward.IsAsync ? "is async"
            : forward.IsAbstract || forward.IsExtern ? "has no body"
            : forward.ReturnsByRef || forward.ReturnsByRefReadonly ? "returns a reference"
            : forward.Parameters.Any(p => p.RefKind != RefKind.None) ? "takes a parameter by reference"
            : null;
        if (reason is null)
        {
            return forward;
        }

        session.Report(Rules.ForwardSignature, forward.Locations[0], type.Name, reason, example);
        return null;
    }

    /// <summary>The names of the results; null, and reported, if Forward returns something other than tensors.</summary>
    public static string[]? Outputs(TraceSession session, IMethodSymbol forward)
    {
        if (session.Symbols.IsTensor(forward.ReturnType))
        {
            return [OnlyOutput];
        }

        if (forward.ReturnType is INamedTypeSymbol { IsTupleType: true } tuple && tuple.TupleElements.All(e => session.Symbols.IsTensor(e.Type)))
        {
            return Names(tuple);
        }

        if (forward.ReturnType.TypeKind == TypeKind.Error)
        {
            session.HasInvalidCode = true;
            return null;
        }

        session.Report(Rules.ForwardReturnType, forward.Locations[0], forward.ContainingType.Name, forward.ReturnType.ToDisplayString());
        return null;
    }

    /// <summary>The results of a model whose Forward is missing or was reported: those of its tuple, or one.</summary>
    public static string[] ExpectedOutputs(INamedTypeSymbol type) =>
        Candidates(type).FirstOrDefault()?.ReturnType is INamedTypeSymbol { IsTupleType: true } tuple ? Names(tuple) : [OnlyOutput];

    /// <summary>Reports a name that two inputs or outputs have.</summary>
    public static void CheckTensorNames(TraceSession session, IMethodSymbol forward, IEnumerable<string> names)
    {
        foreach (IGrouping<string, string> group in names.GroupBy(n => n).Where(g => g.Count() > 1))
        {
            session.Report(Rules.DuplicateTensorName, forward.Locations[0], group.Key, forward.ContainingType.Name);
        }
    }

    private static string[] Names(INamedTypeSymbol tuple) =>
        [.. tuple.TupleElements.Select((e, i) => e.IsExplicitlyNamedTupleElement ? e.Name : $"output{i}")];
}
