using System.Linq;
using Microsoft.CodeAnalysis;

namespace ModelGen.Generator.Diagnostics;

/// <summary>A diagnostic by value, as the incremental pipeline can hold it.</summary>
/// <param name="Descriptor">The rule.</param>
/// <param name="Location">Where; null for none.</param>
/// <param name="Arguments">The values in the message.</param>
internal sealed record DiagnosticInfo(DiagnosticDescriptor Descriptor, SourceLocation? Location, EquatableArray<string> Arguments)
{
    /// <summary>The id, such as <c>MG0301</c>.</summary>
    public string Id => Descriptor.Id;

    /// <summary>Whether nothing can be generated because of it.</summary>
    public bool IsError => Descriptor.DefaultSeverity == DiagnosticSeverity.Error;

    /// <summary>The diagnostic to report.</summary>
    public Diagnostic ToDiagnostic() =>
        Diagnostic.Create(Descriptor, Location?.ToLocation() ?? Microsoft.CodeAnalysis.Location.None, [.. Arguments.Select(a => (object)a)]);
}
